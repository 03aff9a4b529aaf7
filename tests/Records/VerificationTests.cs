using System.Text;
using Concord.Cli;
using Concord.Records;
using Concord.Records.Sealing;
using Concord.Tests.Support;
using NodaTime;

namespace Concord.Tests.Records;

/// <summary>A copy, its seal and a key, and nobody to ask.</summary>
public sealed class VerificationTests : IDisposable
{
    private readonly SealingKey key = SealingKey.New(SomeRecord.Signed);
    private readonly SoftPasskey passkey = new();
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    private PublishedKeys Keys => new([key.Public]);

    public void Dispose()
    {
        key.Dispose();
        passkey.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_true_copy_holds_and_it_is_said_why()
    {
        var verification = Verification.Of("record.json", SomeRecord.Text().ToJson(), Bytes(Seal()), Keys);

        Assert.True(verification.Holds, string.Join('\n', verification.Checks));
        var said = string.Join('\n', verification.Checks.Select(one => one.Says.For("en")));
        Assert.Contains("for record no. 7/2027, on 14 April 2027, 09:35:00 UTC.", said, StringComparison.Ordinal);
        Assert.Contains("“record.json”", said, StringComparison.Ordinal);
        Assert.Contains("first of its series", said, StringComparison.Ordinal);
        Assert.Contains("Anna Example (Head of Delegation) signed for European Union with a passkey on 14 April 2027, 09:30:00 UTC, on https://concord.example.", said, StringComparison.Ordinal);
        Assert.Contains("Li Shili signed for China on 14 April 2027, 09:30:00 UTC; attested by the installation.", said, StringComparison.Ordinal);
        Assert.Contains("All sides that the record names have signed: European Union, China.", said, StringComparison.Ordinal);
        Assert.Contains("安娜·示例（代表团团长）于2027年4月14日09:30:00（协调世界时）在https://concord.example以通行密钥代表欧洲联盟签署。", verification.Checks.Select(one => one.Says.For("zh")));
    }

    [Fact]
    public void A_copy_may_be_renamed_and_may_be_any_file_that_the_seal_names()
    {
        Assert.True(Verification.Of("my copy", [1, 2, 3], Bytes(Seal()), Keys).Holds);
        Assert.True(Verification.Of(null, [1, 2, 3], Bytes(Seal()), Keys).Holds);
    }

    [Fact]
    public void What_is_wrong_is_named()
    {
        using var other = SealingKey.New(SomeRecord.Signed);
        var record = SomeRecord.Text().ToJson();

        Assert.Contains("none of those that the seal names", Wrong(Verification.Of("record.json", [.. record, (byte)'\n'], Bytes(Seal()), Keys)), StringComparison.Ordinal);
        Assert.Contains("does not fit this key", Wrong(Verification.Of("record.json", record, Bytes(Seal(other)), Keys)), StringComparison.Ordinal);
        Assert.Contains("cannot be read", Wrong(Verification.Of("record.json", record, Bytes(Seal() + "\n"), Keys)), StringComparison.Ordinal);
        Assert.Contains("cannot be read", Wrong(Verification.Of("record.json", record, [0xc3, 0x28], Keys)), StringComparison.Ordinal);
        Assert.Contains("does not follow", Wrong(Verification.Of("record.json", record, Bytes(Seal()), Keys, Bytes(Seal()))), StringComparison.Ordinal);
        Assert.Contains("not the one that was signed", Wrong(Verification.Of("other.json", Other(), Bytes(Seal(files: [("other.json", Other())])), Keys)), StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_has_the_key_still_cannot_seal_what_was_not_signed()
    {
        var good = SomeRecord.Passkey(passkey, SomeRecord.Statement());
        var china = AttestedProof.Of(Statement("china", "Li Shili", "李示例"), key);
        string Of(params Proof[] proofs) => Wrong(Verification.Of("record.json", SomeRecord.Text().ToJson(), Bytes(Seal(proofs: proofs)), Keys));

        Assert.Contains("another statement", Of(good with { Statement = good.Statement with { Capacity = Wordings.Of("Minister", "部长") } }, china), StringComparison.Ordinal);
        Assert.Contains("signature and key do not fit", Of(good with { Signature = good.AuthenticatorData }, china), StringComparison.Ordinal);
        Assert.Contains("not those that the record names", Of(good), StringComparison.Ordinal);
        Assert.Contains("not those that the record names", Of(good, AttestedProof.Of(Statement("china", "Li Shili", "李示例") with { PartyName = Wordings.Of("Chinese side", "中方") }, key)), StringComparison.Ordinal);
        Assert.Contains("somebody else has signed", Of(good, AttestedProof.Of(Statement("china", "Somebody Else", "别人"), key)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_chain_can_be_followed()
    {
        var first = Seal();
        var second = Seal(previous: first);

        Assert.True(Verification.Of("record.json", SomeRecord.Text().ToJson(), Bytes(second), Keys, Bytes(first)).Holds);
        Assert.False(Verification.Of("record.json", SomeRecord.Text().ToJson(), Bytes(second), Keys, Bytes(Seal())).Holds);
    }

    [Fact]
    public async Task The_command_line_says_so_by_its_exit_code()
    {
        await File.WriteAllBytesAsync(Path.Combine(folder, "record.json"), SomeRecord.Text().ToJson());
        await File.WriteAllBytesAsync(Path.Combine(folder, "changed.json"), Other());
        await File.WriteAllTextAsync(Path.Combine(folder, "seal.jws"), Seal());
        await File.WriteAllBytesAsync(Path.Combine(folder, "keys.json"), Keys.ToJson());

        var (code, said) = await Run("record.json", "keys.json");
        Assert.Equal(0, code);
        Assert.EndsWith("Everything holds.\n", said, StringComparison.Ordinal);
        Assert.DoesNotContain("FAILED", said, StringComparison.Ordinal);

        (code, said) = await Run("changed.json", "keys.json", "--language", "zh");
        Assert.Equal(1, code);
        Assert.Contains("FAILED\t该文件不在封存凭证所列文件之中", said, StringComparison.Ordinal);

        Assert.Equal(2, (await Run("record.json", "record.json")).Code);
        Assert.Equal(2, (await Run("not-there.json", "keys.json")).Code);
        Assert.Equal(2, (await Run("record.json", "keys.json", "--more")).Code);
        Assert.Equal(2, (await Run("record.json", "keys.json", "--language", "fr")).Code);
        Assert.Equal(2, await Commands.RunAsync(["verify", "x"], TextWriter.Null, TextWriter.Null));
    }

    private async Task<(int Code, string Said)> Run(string file, string keys, params string[] more)
    {
        using var output = new StringWriter();
        var code = await Commands.RunAsync(["verify", Path.Combine(folder, file), "--seal", Path.Combine(folder, "seal.jws"), "--key", Path.Combine(folder, keys), .. more], output, TextWriter.Null);
        return (code, output.ToString());
    }

    private static string Wrong(Verification verification)
    {
        Assert.False(verification.Holds);
        return verification.Checks.First(one => one.Holds == false).Says.For("en");
    }

    private static byte[] Bytes(string seal) => Encoding.UTF8.GetBytes(seal);

    private static byte[] Other() => (SomeRecord.Text() with { Title = Wordings.Of("Another", "另一") }).ToJson();

    private static SigningStatement Statement(string party, string en, string zh) => SigningStatement.New(SomeRecord.Text(), party, Wordings.Of(en, zh), party == "eu" ? SomeRecord.Text().Parties[0].Capacity : null, SomeRecord.Signed);

    private string Seal(SealingKey? with = null, string? previous = null, (string, byte[])[]? files = null, Proof[]? proofs = null) =>
        Concord.Records.Sealing.Seal.Of(
            "7/2027",
            previous,
            SomeRecord.Text().Hash(),
            SomeRecord.Signed + Duration.FromMinutes(5),
            proofs ?? [SomeRecord.Passkey(passkey, Statement("eu", "Anna Example", "安娜·示例")), AttestedProof.Of(Statement("china", "Li Shili", "李示例"), with ?? key)],
            files ?? [("record.json", SomeRecord.Text().ToJson()), ("record.docx", [1, 2, 3])]).SignWith(with ?? key);
}
