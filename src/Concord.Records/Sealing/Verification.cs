using System.Text;

namespace Concord.Records.Sealing;

/// <summary>One thing that was checked.</summary>
/// <param name="Holds">Null: it is said only so that it is known.</param>
/// <param name="Says">What was checked and how it came out, a sentence in English and Chinese.</param>
public sealed record Check(bool? Holds, Wordings Says);

/// <summary>
/// Whether a file is one that a sealed record was given out as. Asks nobody: file, seal and public keys are all there is, and the keys are
/// those of whoever checks, never any that came with the seal.
/// </summary>
/// <param name="Checks">In the order in which they were made. After one that fails whatever would rest on it is left out.</param>
/// <param name="Seal">What the seal says; null when it is not to be believed.</param>
public sealed record Verification(IReadOnlyList<Check> Checks, Seal? Seal)
{
    /// <summary>Whether everything holds.</summary>
    public bool Holds => Seal is not null && Checks.All(one => one.Holds != false);

    /// <summary>Checks a file.</summary>
    /// <param name="fileName">As its owner calls it; null: not known. Not checked: copies may be renamed.</param>
    /// <param name="seal">The file of the seal.</param>
    /// <param name="keys">The installation's public keys, from a place that is trusted.</param>
    /// <param name="previousSeal">The file of the seal before it, if the chain is to be followed.</param>
    public static Verification Of(string? fileName, ReadOnlySpan<byte> file, ReadOnlySpan<byte> seal, PublishedKeys keys, ReadOnlySpan<byte> previousSeal = default)
    {
        var checks = new List<Check>();
        if (Opened(seal, keys, checks) is not { } opened) return new(checks, null);

        var named = CheckFile(fileName, Hashes.Of(file), opened, checks);
        CheckChain(opened, previousSeal, checks);
        foreach (var proof in opened.Proofs) checks.Add(OfProof(proof, keys));
        if (named) CheckRecord(file, opened, checks);
        return new(checks, opened);
    }

    private static Seal? Opened(ReadOnlySpan<byte> seal, PublishedKeys keys, List<Check> checks)
    {
        try
        {
            var opened = Seal.Read(Encoding.Latin1.GetString(seal), keys); // whatever is no ASCII is no base64url either
            checks.Add(new(true, Sentences.SealHolds(opened)));
            return opened;
        }
        catch (ForeignSealException)
        {
            checks.Add(new(false, Sentences.SealIsForeign));
        }
        catch (UnreadableException)
        {
            checks.Add(new(false, Sentences.SealIsNone));
        }

        return null;
    }

    private static bool CheckFile(string? fileName, string hash, Seal seal, List<Check> checks)
    {
        var named = seal.Files.FirstOrDefault(one => one.Sha256 == hash && one.Name == fileName) ?? seal.Files.FirstOrDefault(one => one.Sha256 == hash);
        checks.Add(named is null ? new(false, Sentences.FileIsNone(hash)) : new(true, Sentences.FileIs(named)));
        return named is not null;
    }

    private static void CheckChain(Seal seal, ReadOnlySpan<byte> previous, List<Check> checks)
    {
        if (previous.IsEmpty) checks.Add(new(null, seal.Previous is null ? Sentences.ChainBegins : Sentences.ChainNames(seal.Previous)));
        else checks.Add(Hashes.Of(previous) == seal.Previous ? new(true, Sentences.ChainHolds) : new(false, Sentences.ChainIsBroken));
    }

    private static Check OfProof(Proof proof, PublishedKeys keys) =>
        proof.Verify(keys) is { } fault ? new(false, Sentences.ProofFails(proof, fault)) : new(true, proof is PasskeyProof passkey ? Sentences.SignedByPasskey(passkey) : Sentences.Attested(proof));

    /// <summary>The record itself can be held against what was signed, and against who had to sign. Other files are bound by their hash alone.</summary>
    private static void CheckRecord(ReadOnlySpan<byte> file, Seal seal, List<Check> checks)
    {
        RecordText record;
        try
        {
            record = RecordText.Read(file);
        }
        catch (UnreadableException)
        {
            checks.Add(Hashes.Of(file) == seal.Record ? new(false, Sentences.RecordIsNone) : new(null, Sentences.BoundByHash));
            return;
        }

        checks.Add(record.Hash() == seal.Record ? new(true, Sentences.RecordHolds(seal.Record)) : new(false, Sentences.RecordIsAnother));
        var signed = seal.Proofs.Select(one => one.Statement.Party).ToHashSet();
        var complete = signed.SetEquals(record.Parties.Select(one => one.Key)) && seal.Proofs.All(one => record.Parties.Any(party => party.Key == one.Statement.Party && party.Name.Equals(one.Statement.PartyName)));
        var unlike = seal.Proofs.FirstOrDefault(one => record.Parties.FirstOrDefault(party => party.Key == one.Statement.Party)?.Signatory is { } signatory && !signatory.Equals(one.Statement.Person));
        checks.Add(complete ? new(true, Sentences.AllHaveSigned(record)) : new(false, Sentences.NotAllHaveSigned));
        if (unlike is not null) checks.Add(new(false, Sentences.AnotherHasSigned(unlike)));
    }
}
