using System.Buffers.Text;
using System.Text;
using Concord.Platform.Printing;
using Concord.Records;
using Concord.Records.Documents;
using Concord.Records.Sealing;
using Concord.Tests.Support;
using Microsoft.Extensions.Configuration;
using NodaTime;

namespace Concord.Tests.Records;

/// <summary>A thousand changes of a single byte in every format and in the seal: every one is noticed.</summary>
public sealed class MutationTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Seed = 20270414;
    private const int Times = 1000;

    private readonly SealingKey key = SealingKey.New(SomeRecord.Signed);
    private readonly SoftPasskey passkey = new();
    private readonly Random random = new(Seed);
    private readonly List<(string Name, byte[] Content)> files = [];
    private string seal = "";

    private PublishedKeys Keys => new([key.Public]);

    public async ValueTask InitializeAsync()
    {
        output.WriteLine($"Seed {Seed}");
        var record = SomeRecord.Text(3);
        SigningStatement[] statements = [SigningStatement.New(record, "eu", SomeRecord.Person, null, SomeRecord.Signed), SigningStatement.New(record, "china", record.Parties[1].Signatory!, null, SomeRecord.Signed)];
        var made = SealedFiles.Of(record, "7/2027", statements);
        using var printer = new PdfPrinter(new ConfigurationBuilder().Build());
        files.AddRange(made.Files.Select(one => (one.Name, one.Content)));
        files.AddRange(made.ToPrint.Select(one => one.Name).Zip(await printer.PrintAsync(made.ToPrint.Select(one => one.Html))));
        seal = Seal.Of("7/2027", new string('0', 9), record.Hash(), SomeRecord.Signed + Duration.FromMinutes(5), [SomeRecord.Passkey(passkey, statements[0]), AttestedProof.Of(statements[1], key)], files).SignWith(key);
    }

    public ValueTask DisposeAsync()
    {
        key.Dispose();
        passkey.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void Every_change_of_a_byte_of_any_file_is_noticed()
    {
        Assert.Equal(8, files.Count);
        foreach (var (name, content) in files)
        {
            Assert.True(Verification.Of(name, content, Encoding.ASCII.GetBytes(seal), Keys).Holds, name);
            for (var time = 0; time < Times; time++)
            {
                var (changed, at) = Changed(content);
                var verification = Verification.Of(name, changed, Encoding.ASCII.GetBytes(seal), Keys);
                Assert.False(verification.Holds, $"{name}, byte {at}: {content[at]:x2} became {changed[at]:x2}");
                Assert.Contains("none of those", verification.Checks.Single(one => one.Holds == false).Says.For("en"), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Every_change_of_a_byte_of_the_seal_is_noticed()
    {
        var bytes = Encoding.ASCII.GetBytes(seal);
        for (var time = 0; time < Times; time++)
        {
            var (changed, at) = Changed(bytes);
            Assert.False(Verification.Of(files[0].Name, files[0].Content, changed, Keys).Holds, $"byte {at}: {bytes[at]:x2} became {changed[at]:x2}");
        }

        for (var time = 0; time < Times; time++)
        {
            var at = random.Next(bytes.Length + 1);
            byte[] longer = [.. bytes[..at], (byte)random.Next(256), .. bytes[at..]];
            Assert.False(Verification.Of(files[0].Name, files[0].Content, longer, Keys).Holds, $"one more at {at}");
        }
    }

    /// <summary>Number, chain, statements, proofs, files: whatever byte of the payload it is, and whether it is signed anew by somebody else.</summary>
    [Fact]
    public void Every_change_of_what_the_seal_says_is_noticed()
    {
        using var other = SealingKey.New(SomeRecord.Signed);
        var parts = seal.Split('.');
        var payload = Base64Url.DecodeFromChars(parts[1]);
        for (var time = 0; time < Times; time++)
        {
            var (changed, at) = Changed(payload);
            var kept = $"{parts[0]}.{Base64Url.EncodeToString(changed)}.{parts[2]}";
            var anew = CompactJws.Sign(other, "concord-seal+jws", changed);
            Assert.False(Verification.Of(files[0].Name, files[0].Content, Encoding.ASCII.GetBytes(kept), Keys).Holds, $"byte {at}: {(char)payload[at]} became {changed[at]:x2}");
            Assert.False(Verification.Of(files[0].Name, files[0].Content, Encoding.ASCII.GetBytes(anew), Keys).Holds, $"byte {at}, signed by another key");
        }
    }

    /// <summary>Whoever brings something broken is told so, whatever it is.</summary>
    [Fact]
    public void Nothing_else_happens_to_keys_records_and_proofs_that_are_broken()
    {
        byte[][] all = [Keys.ToJson(), SomeRecord.Text().ToJson(), Seal.Read(seal, Keys).Proofs[1].ToJson()];
        foreach (var content in all)
        {
            for (var time = 0; time < Times; time++)
            {
                var (changed, _) = Changed(content);
                Action[] readers = [() => PublishedKeys.Read(changed), () => RecordText.Read(changed), () => Proof.Read(changed).Verify(Keys), () => CanonicalJson.Of(changed)];
                foreach (var read in readers)
                {
                    if (Record.Exception(read) is { } thrown) Assert.IsType<UnreadableException>(thrown);
                }
            }
        }
    }

    /// <summary>Even with the right key: what was signed by people cannot be changed by whoever seals.</summary>
    [Fact]
    public void Not_even_the_installation_can_change_a_byte_of_a_passkeys_proof()
    {
        var read = Seal.Read(seal, Keys);
        var proof = (PasskeyProof)read.Proofs[0];
        var json = proof.ToJson();
        var (refused, times) = (0, 0);
        while (times < Times)
        {
            var (changed, at) = Changed(json);
            times++;
            Proof again;
            try
            {
                again = Proof.Read(changed);
            }
            catch (UnreadableException)
            {
                refused++;
                continue;
            }

            Assert.True(again.Verify(Keys) is not null || again.Statement.Record != read.Record, $"byte {at}: {(char)json[at]} became {(char)changed[at]}");
        }

        Assert.InRange(refused, 1, Times - 1); // some could not be read, some could, and did not hold
    }

    private (byte[] Changed, int At) Changed(byte[] content)
    {
        var changed = content.ToArray();
        var at = random.Next(content.Length);
        changed[at] ^= (byte)random.Next(1, 256);
        return (changed, at);
    }
}
