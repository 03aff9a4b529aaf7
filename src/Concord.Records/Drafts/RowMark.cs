using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Concord.Records.Drafts;

/// <summary>
/// The name by which a row of a document says whose it is: the version of its paragraph and a part of the hash of its key, since names of
/// bookmarks hold no more than 40 letters, digits and low lines. A leading low line keeps it out of Word's list of bookmarks.
/// </summary>
internal static partial class RowMark
{
    /// <summary>The mark of a paragraph: the same name is a bookmark and the tag of a content control.</summary>
    public static string Of(string key, int version) => string.Create(CultureInfo.InvariantCulture, $"_p{version}_{Hash(key)}");

    /// <summary>The mark of the row that begins a section.</summary>
    /// <param name="ordinal">Which of the draft's sections, from 0.</param>
    public static string OfSection(int ordinal) => string.Create(CultureInfo.InvariantCulture, $"_s{ordinal}_concord");

    /// <summary>Part of the hash of a paragraph's key, by which <see cref="Hash"/> finds it; null when the name is none of ours.</summary>
    public static string? HashIn(string name) => Paragraph().Match(name) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>Which section begins there; null when the name is none of ours.</summary>
    public static int? SectionIn(string name) =>
        Section().Match(name) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : null;

    /// <summary>The part of a key's hash that stands in its mark.</summary>
    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..20];

    /// <summary>Whether a program made this mark when it met ours a second time: it adds something then.</summary>
    public static bool IsCopy(string name) => Paragraph().Match(name) is { Success: true } match && match.Length < name.Length;

    [GeneratedRegex("^_p[0-9]{1,9}_([0-9a-f]{20})")]
    private static partial Regex Paragraph();

    [GeneratedRegex("^_s([0-9]{1,6})_concord")]
    private static partial Regex Section();
}
