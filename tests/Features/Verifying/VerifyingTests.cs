using System.Text;
using Concord.Platform.Accounts;
using Concord.Records.Sealing;
using Concord.Tests.Records;
using Concord.Tests.Support;
using NodaTime;

namespace Concord.Tests.Features.Verifying;

/// <summary>The page where anybody checks a copy.</summary>
public sealed class VerifyingTests : IDisposable
{
    private static readonly byte[] record = SomeRecord.Text().ToJson();

    private readonly SealingKey key = SealingKey.New(SomeRecord.Signed);
    private readonly SoftPasskey passkey = new();

    public void Dispose()
    {
        key.Dispose();
        passkey.Dispose();
    }

    [Fact]
    public async Task A_visitor_checks_a_copy_in_either_language()
    {
        await using var app = await App.On(Database.Sqlite);
        using var visitor = app.AsVisitor();

        var english = await visitor.Submit(await visitor.Get("/en/verify"), new Dictionary<string, string?>(), files: Files(record));
        Assert.Contains("Everything holds: the copy is genuine.", english.Text, StringComparison.Ordinal);
        Assert.Contains("Anna Example (Head of Delegation) signed for European Union with a passkey", english.Text, StringComparison.Ordinal);
        Assert.Contains("attested by the installation", english.Text, StringComparison.Ordinal);

        var chinese = await visitor.Submit(await visitor.Get("/zh/verify"), new Dictionary<string, string?>(), files: Files([.. record, 10]));
        Assert.Contains("查验未通过：请勿采信该副本。", chinese.Text, StringComparison.Ordinal);
        Assert.Contains("该文件不在封存凭证所列文件之中", chinese.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_used_is_said_at_its_field()
    {
        await using var app = await App.On(Database.Sqlite);
        using var visitor = app.AsVisitor();
        var empty = await visitor.Submit(await visitor.Get("/en/verify"), new Dictionary<string, string?>());
        Assert.Equal(3, empty.Document.QuerySelectorAll(".field.wrong").Length);

        var noKey = await visitor.Submit(await visitor.Get("/en/verify"), new Dictionary<string, string?>(), files: [.. Files(record)[..2], ("Input.Key", "keys.json", "{}"u8.ToArray())]);
        Assert.Contains("This is no public key for seals.", noKey.Document.QuerySelector("#Input_Key-error")!.TextContent, StringComparison.Ordinal);

        var large = await visitor.Submit(await visitor.Get("/en/verify"), new Dictionary<string, string?>(), files: [("Input.File", "x.pdf", new byte[17 * 1024 * 1024]), .. Files(record)[1..]]);
        Assert.Contains("at most 16,384 kB", large.Document.QuerySelector("#Input_File-error")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_kept_and_nothing_is_looked_up()
    {
        await using var app = await App.On(Database.Sqlite);
        using var desk = await app.As(Role.DialogueDesk, "eu");
        var page = await desk.Get("/en/verify");
        var before = await Rows(app);

        await desk.Submit(page, new Dictionary<string, string?>(), files: Files(record));

        Assert.Equal(before, await Rows(app));
    }

    private static Task<string> Rows(App app) => app.Behind(db => Task.FromResult($"{db.Files.Count()} {db.Contents.Count()} {db.Uploads.Count()} {db.Audit.Count()} {db.Outbox.Count()} {db.Submissions.Count()} {db.KeptPosts.Count()}"));

    private (string Field, string Name, byte[] Content)[] Files(byte[] file)
    {
        var statement = SigningStatement.New(SomeRecord.Text(), "eu", SomeRecord.Person, SomeRecord.Text().Parties[0].Capacity, SomeRecord.Signed);
        var other = SigningStatement.New(SomeRecord.Text(), "china", SomeRecord.Text().Parties[1].Signatory!, null, SomeRecord.Signed);
        var seal = Seal.Of("7/2027", null, SomeRecord.Text().Hash(), SomeRecord.Signed + Duration.FromMinutes(5), [SomeRecord.Passkey(passkey, statement), AttestedProof.Of(other, key)], [("record-7.json", record)]).SignWith(key);
        return [("Input.File", "record-7.json", file), ("Input.Seal", "seal.jws", Encoding.ASCII.GetBytes(seal)), ("Input.Key", "keys.json", new PublishedKeys([key.Public]).ToJson())];
    }
}
