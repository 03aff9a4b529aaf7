using System.Text;
using NodaTime;

namespace Concord.Records.Sealing;

/// <summary>
/// What the installation states, once and for all, of a record that was signed by all: its number, its place in the chain of records, who
/// signed and how, and which files it was given out as. As a file it is a JWS (RFC 7515) that holds all of it.
/// </summary>
/// <param name="Number">Of the record.</param>
/// <param name="Previous">SHA-256 of the file of the seal before it; null: it is the first.</param>
/// <param name="Record">SHA-256 of the record's canonical JSON, which every statement names.</param>
/// <param name="SealedAt">To the second, by the installation's clock.</param>
/// <param name="Proofs">One for each side.</param>
/// <param name="Files">Every file that the record was given out as.</param>
public sealed record Seal(string Number, string? Previous, string Record, Instant SealedAt, IReadOnlyList<Proof> Proofs, IReadOnlyList<SealedFileHash> Files)
{
    private const string Type = "concord-seal+jws";

    /// <summary>A new seal.</summary>
    /// <param name="previousSeal">The file of the seal before it; null: it is the first.</param>
    /// <param name="files">Names and contents.</param>
    public static Seal Of(string number, string? previousSeal, string recordHash, Instant now, IReadOnlyList<Proof> proofs, IEnumerable<(string Name, byte[] Content)> files) =>
        new(number, previousSeal is null ? null : HashOf(previousSeal), recordHash, Instant.FromUnixTimeSeconds(now.ToUnixTimeSeconds()), proofs, [.. files.Select(one => new SealedFileHash(one.Name, Hashes.Of(one.Content)))]);

    /// <summary>SHA-256 of the file of a seal: what the next one names as the previous.</summary>
    public static string HashOf(string seal) => Hashes.Of(Encoding.ASCII.GetBytes(seal));

    /// <summary>The file of the seal: one line of ASCII without an end.</summary>
    /// <exception cref="UnreadableException">The seal contradicts itself.</exception>
    public string SignWith(SealingKey key)
    {
        Check();
        return CompactJws.Sign(key, Type, StrictJson.Write(this));
    }

    /// <summary>Reads the file of a seal and checks by whom it was made. The proofs within are not checked here.</summary>
    /// <exception cref="UnreadableException">It is anything else than <see cref="SignWith"/> makes, or contradicts itself.</exception>
    /// <exception cref="ForeignSealException">It was not made by one of these keys while it was in use.</exception>
    public static Seal Read(string seal, PublishedKeys keys)
    {
        ArgumentNullException.ThrowIfNull(seal);
        ArgumentNullException.ThrowIfNull(keys);
        var jws = CompactJws.Read(seal, Type);
        var named = keys.Keys.Where(one => one.Kid == jws.Kid).ToList();
        if (!named.Any(jws.IsSignedBy)) throw new ForeignSealException("The seal was not made by this key, or was changed.");

        var read = StrictJson.Read<Seal>(jws.Payload);
        read.Check();
        return named.Any(one => one.WasInUse(read.SealedAt)) ? read : throw new ForeignSealException("The key was not in use when the seal says it was made.");
    }

    private void Check()
    {
        static void Must(bool holds, string otherwise)
        {
            if (!holds) throw new UnreadableException(otherwise);
        }

        var statements = Proofs.Select(one => one.Statement).ToList();
        Must(Number.Length > 0, "A seal must have a number.");
        Must(Previous is null || Hashes.IsHash(Previous), "The seal before must be named by a SHA-256.");
        Must(Hashes.IsHash(Record), "The record must be named by a SHA-256.");
        Must(statements.Count > 0, "Nobody has signed.");
        Must(statements.All(one => one.Record == Record), "Somebody has signed another record.");
        Must(statements.All(one => one.At <= SealedAt), "Somebody has signed after the seal.");
        Must(statements.DistinctBy(one => one.Party).Count() == statements.Count, "A side has signed twice.");
        Must(statements.DistinctBy(one => one.Nonce).Count() == statements.Count, "Two statements are one.");
        Must(Files.Count > 0 && Files.All(one => one.Name.Length > 0 && Hashes.IsHash(one.Sha256)), "Files must be named, with their SHA-256.");
        Must(Files.DistinctBy(one => one.Name).Count() == Files.Count, "Two files have one name.");
    }
}

/// <summary>A file that a sealed record was given out as.</summary>
/// <param name="Sha256">Of its content, in lower-case hexadecimal.</param>
public sealed record SealedFileHash(string Name, string Sha256);

/// <summary>A seal was not made by the keys it is checked with.</summary>
public sealed class ForeignSealException : Exception
{
    /// <summary>Without a reason.</summary>
    public ForeignSealException()
    {
    }

    /// <param name="message">Why, in English.</param>
    public ForeignSealException(string message)
        : base(message)
    {
    }

    /// <param name="message">Why, in English.</param>
    /// <param name="innerException">What it was noticed by.</param>
    public ForeignSealException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
