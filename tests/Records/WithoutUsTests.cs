using System.Diagnostics;
using System.Text.RegularExpressions;
using Concord.Records.Sealing;
using Concord.Tests.Support;
using NodaTime;

namespace Concord.Tests.Records;

/// <summary>Copies are checked as docs/verify.md shows it, with the very program that stands there and a library of others (npm jose).</summary>
public sealed class WithoutUsTests : IDisposable
{
    private readonly SealingKey key = SealingKey.New(SomeRecord.Signed);
    private readonly SealingKey old = SealingKey.New(SomeRecord.Signed - Duration.FromDays(365));

    // Where a program finds what npm has installed.
    private readonly string folder = Directory.CreateDirectory(Path.Combine(App.Root, "tests", "peers", "node_modules", ".verify-" + Guid.NewGuid())).FullName;

    public WithoutUsTests() => File.WriteAllText(Path.Combine(folder, "verify.mjs"), Regex.Match(File.ReadAllText(Path.Combine(App.Root, "docs", "verify.md")), "```js\n(.*?)```", RegexOptions.Singleline).Groups[1].Value);

    public void Dispose()
    {
        key.Dispose();
        old.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("ES256")]
    [InlineData("RS256")]
    public void The_program_on_the_page_agrees_with_us(string algorithm)
    {
        using var passkey = new SoftPasskey(algorithm);
        var seal = Seal(passkey);

        var (code, said) = Run(SomeRecord.Text().ToJson(), seal, Keys());

        Assert.True(code == 0, said);
        Assert.Contains("No. 7/2027, sealed 2027-04-14T09:35:00Z: record-7.json", said, StringComparison.Ordinal);
        Assert.Contains("Signed for eu by Anna Example, 2027-04-14T09:30:00Z (passkey)", said, StringComparison.Ordinal);
        Assert.Contains("Signed for china by Anna Example, 2027-04-14T09:30:00Z (attested)", said, StringComparison.Ordinal);
    }

    [Fact]
    public void And_where_we_say_no()
    {
        using var passkey = new SoftPasskey();
        var seal = Seal(passkey);
        var record = SomeRecord.Text().ToJson();
        var good = SomeRecord.Passkey(passkey, SomeRecord.Statement());
        using var stranger = SealingKey.New(SomeRecord.Signed);

        Assert.NotEqual(0, Run([.. record, 10], seal, Keys()).Code);
        Assert.NotEqual(0, Run(record, seal[..^2] + (seal[^2] == 'A' ? "BA" : "AA"), Keys()).Code);
        Assert.NotEqual(0, Run(record, seal, new PublishedKeys([stranger.Public]).ToJson()).Code);
        Assert.NotEqual(0, Run(record, seal, new PublishedKeys([key.Public with { Until = SomeRecord.Signed }]).ToJson()).Code);
        Assert.NotEqual(0, Run(record, Seal(passkey, good with { Signature = good.AuthenticatorData }), Keys()).Code);
        Assert.NotEqual(0, Run(record, Seal(passkey, good with { Statement = SomeRecord.Statement() }), Keys()).Code);
        Assert.NotEqual(0, Run(record, Seal(passkey, AttestedProof.Of(SomeRecord.Statement(), stranger)), Keys()).Code);
    }

    private byte[] Keys() => new PublishedKeys([old.Public with { Until = SomeRecord.Signed }, key.Public]).ToJson();

    private string Seal(SoftPasskey passkey, Proof? instead = null) =>
        Concord.Records.Sealing.Seal.Of(
            "7/2027",
            null,
            SomeRecord.Text().Hash(),
            SomeRecord.Signed + Duration.FromMinutes(5),
            [instead ?? SomeRecord.Passkey(passkey, SomeRecord.Statement()), AttestedProof.Of(SomeRecord.Statement("china"), key)],
            [("record-7.json", SomeRecord.Text().ToJson())]).SignWith(key);

    private (int Code, string Said) Run(byte[] file, string seal, byte[] keys)
    {
        File.WriteAllBytes(Path.Combine(folder, "copy.json"), file);
        File.WriteAllText(Path.Combine(folder, "seal.jws"), seal);
        File.WriteAllBytes(Path.Combine(folder, "keys.json"), keys);
        using var node = Process.Start(new ProcessStartInfo("node", ["verify.mjs", "copy.json", "seal.jws", "keys.json"]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = node.StandardError.ReadToEndAsync();
        var said = node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        return (node.ExitCode, said + errors.GetAwaiter().GetResult());
    }
}
