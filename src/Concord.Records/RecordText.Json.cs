using System.Globalization;
using System.Security.Cryptography;

namespace Concord.Records;

/// <content>The record as a file: canonical JSON, whose SHA-256 is what the sides sign.</content>
public sealed partial record RecordText
{
    private const string ThisFormat = "concord-joint-record/1";

    /// <summary>How many characters of the hash stand on every page of the record.</summary>
    public const int ShortHashLength = 16;

    /// <summary>Canonical JSON (RFC 8785), in UTF-8.</summary>
    /// <exception cref="UnreadableException">The record cannot stand: see <see cref="Read"/>.</exception>
    public byte[] ToJson()
    {
        Check();
        return StrictJson.Write(new RecordFile(ThisFormat, this));
    }

    /// <summary>SHA-256 of the canonical JSON, in lower-case hexadecimal.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(ToJson()));

    /// <summary>The beginning of the hash, as it stands on every page: enough to see that two copies belong together, not to prove it.</summary>
    public static string ShortHashOf(string hash)
    {
        ArgumentNullException.ThrowIfNull(hash);
        return hash[..ShortHashLength];
    }

    /// <summary>Reads canonical JSON: exactly what <see cref="ToJson"/> makes, nothing more.</summary>
    /// <exception cref="UnreadableException">It is something else, or a record that cannot stand: without languages, parties or paragraphs, with
    /// one of them twice, or with words in a language that it does not have.</exception>
    public static RecordText Read(ReadOnlySpan<byte> json)
    {
        var file = StrictJson.Read<RecordFile>(json);
        Must(file.Format == ThisFormat, "Not a joint record of this format.");
        file.Record.Check();
        return file.Record;
    }

    private void Check()
    {
        var paragraphs = Sections.SelectMany(one => one.Paragraphs).ToList();
        var parties = Parties.Select(one => one.Key).ToList();
        Must(Languages.Count > 0 && IsDistinct(Languages), "Its languages must be named, each once.");
        Must(Authentic.Count > 0 && IsDistinct(Authentic) && Authentic.All(Languages.Contains), "Authentic texts must be in its languages, each once.");
        Must(parties.Count > 0 && IsDistinct(parties), "Its parties must be named, each once.");
        Must(paragraphs.Count > 0 && IsDistinct([.. paragraphs.Select(one => one.Key)]), "It must have paragraphs, each once.");
        Must(paragraphs.SelectMany(one => one.Statements).All(one => parties.Contains(one.Party)), "A statement must be of one of its parties.");
        Must(paragraphs.SelectMany(one => one.Statements.Select(statement => statement.Text).Append(one.Text)).All(one => one.Count > 0 && one.Keys.All(Languages.Contains)), "Words must be in its languages.");
        Must(parties.Concat(paragraphs.Select(one => one.Key)).Append(Key).All(IsKey), "A key must have neither blanks nor slashes.");
        Must(IsDate(Round.Start) && IsDate(Round.End), "A date must be a year, a month or a day: 2027, 2027-04, 2027-04-13.");
        Must(AllWords().All(IsPrintable), "Words must not hold control characters.");
        Must(Amends is null || Hashes.IsHash(Amends), "What it amends must be named by a SHA-256.");
    }

    private IEnumerable<Wordings> AllWords() =>
        Sections.SelectMany(one => one.Paragraphs).SelectMany(one => one.Statements.Select(statement => statement.Text).Append(one.Text))
            .Concat(Sections.Select(one => one.Name))
            .Concat(Parties.SelectMany(one => new[] { one.Name, one.Signatory, one.Capacity }))
            .Concat([Programme, Title, Round.Name, Round.Place])
            .OfType<Wordings>();

    /// <summary>Neither XML nor paper knows control characters, other than ends of lines and tabulators.</summary>
    private static bool IsPrintable(Wordings words) => words.Values.All(IsPrintable);

    internal static bool IsPrintable(string text) => text.All(one => one is '\n' or '\t' || (!char.IsControl(one) && one is not ('\uFFFE' or '\uFFFF')));

    private static bool IsKey(string key) => key.Length > 0 && !key.Any(one => char.IsWhiteSpace(one) || char.IsControl(one) || one is '/' or '\\');

    private static bool IsDate(string? known) =>
        known is null || (known.Length is 4 or 7 or 10 && DateOnly.TryParseExact(known + "-01-01"[..(10 - known.Length)], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));

    private static bool IsDistinct(IReadOnlyCollection<string> names) => names.Distinct(StringComparer.Ordinal).Count() == names.Count;

    private static void Must(bool holds, string otherwise)
    {
        if (!holds) throw new UnreadableException(otherwise);
    }

    /// <param name="Format">Tells what the file is, and by which rules it was written.</param>
    private sealed record RecordFile(string Format, RecordText Record);
}
