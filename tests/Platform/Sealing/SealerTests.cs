using System.Diagnostics;
using System.Text;
using Concord.Platform.Sealing;
using Concord.Records;
using Concord.Records.Sealing;
using Concord.Tests.Records;
using Concord.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Tests.Platform.Sealing;

/// <summary>From a signed record to its files and its seal, as an installation does it.</summary>
public sealed class SealerTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Every_file_of_a_sealed_record_holds_and_the_next_follows()
    {
        await using var app = await App.On(Database.Sqlite);
        using var passkey = new SoftPasskey();
        await using var scope = app.Services.CreateAsyncScope();
        var (keys, sealer) = (scope.ServiceProvider.GetRequiredService<SealKeys>(), scope.ServiceProvider.GetRequiredService<Sealer>());
        var record = SomeRecord.Text(paragraphs: 300);
        using var key = await keys.CurrentAsync();
        SigningStatement Statement(int side) => SigningStatement.New(record, record.Parties[side].Key, record.Parties[side].Signatory!, record.Parties[side].Capacity, app.Clock.GetCurrentInstant());
        Proof[] proofs = [SomeRecord.Passkey(passkey, Statement(0)), AttestedProof.Of(Statement(1), key)];

        var watch = Stopwatch.StartNew();
        var first = await sealer.SealAsync(record, "1/2027", null, proofs);
        output.WriteLine($"300 paragraphs sealed in {watch.Elapsed.TotalSeconds:0.0} s, {first.Files.Sum(one => one.Content.Length) / 1024} kB");
        var second = await sealer.SealAsync(record, "2/2027", first.Seal, proofs);

        var published = await keys.PublishedAsync();
        Assert.Equal(["record-7.json", "record-7.en.docx", "record-7.zh.docx", "record-7.en-zh.docx", "record-7.akn.zip", "record-7.en.pdf", "record-7.zh.pdf", "record-7.en-zh.pdf"], first.Files.Select(one => one.Name));
        Assert.All(first.Files, file => Assert.True(Verification.Of(file.Name, file.Content, Encoding.ASCII.GetBytes(first.Seal), published).Holds, file.Name));
        Assert.True(Verification.Of("record-7.json", second.Files[0].Content, Encoding.ASCII.GetBytes(second.Seal), published, Encoding.ASCII.GetBytes(first.Seal)).Holds);
        Assert.All(second.Files, file => Assert.True(Verification.Of(file.Name, file.Content, Encoding.ASCII.GetBytes(second.Seal), published).Holds, file.Name));
    }

    [Fact]
    public async Task What_does_not_hold_is_not_sealed()
    {
        await using var app = await App.On(Database.Sqlite);
        using var passkey = new SoftPasskey();
        await using var scope = app.Services.CreateAsyncScope();
        var sealer = scope.ServiceProvider.GetRequiredService<Sealer>();
        var good = SomeRecord.Passkey(passkey, SigningStatement.New(SomeRecord.Text(), "eu", SomeRecord.Person, SomeRecord.Text().Parties[0].Capacity, app.Clock.GetCurrentInstant()));

        await Assert.ThrowsAsync<UnreadableException>(() => sealer.SealAsync(SomeRecord.Text(), "1", null, []));
        var onlyOne = await Assert.ThrowsAsync<UnreadableException>(() => sealer.SealAsync(SomeRecord.Text(), "1", null, [good]));
        Assert.Contains("not those that the record names", onlyOne.Message, StringComparison.Ordinal);
        var forged = await Assert.ThrowsAsync<UnreadableException>(() => sealer.SealAsync(SomeRecord.Text(), "1", null, [good with { Signature = good.AuthenticatorData }]));
        Assert.Contains("signature and key do not fit", forged.Message, StringComparison.Ordinal);
    }
}
