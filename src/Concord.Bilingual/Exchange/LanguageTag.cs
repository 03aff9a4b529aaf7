using System.Diagnostics.CodeAnalysis;

namespace Concord.Bilingual.Exchange;

/// <summary>The tags by which files name languages (BCP 47), and the older ways to write them: ZH, zh_Hans, en_us.</summary>
public static class LanguageTag
{
    private const int longestPart = 8;
    private const int longestTag = 64;

    /// <summary>A tag in the form that is usual: zh-Hans, en-US.</summary>
    /// <param name="tag">A tag in any case, with hyphens or underscores.</param>
    /// <returns>The language in lower case, a script capitalised, a region in capitals. Doing it twice changes nothing more.</returns>
    /// <exception cref="ArgumentException">The text does not have the form of a language tag.</exception>
    public static string Canonical(string tag)
    {
        ArgumentNullException.ThrowIfNull(tag);
        return TryCanonical(tag, out var canonical)
            ? canonical
            : throw new ArgumentException("This does not have the form of a language tag.", nameof(tag));
    }

    /// <summary>Whether two tags name one language, whatever they say of script and region: zh-CN, ZH and zh_Hans do.</summary>
    public static bool SameLanguage(string one, string other) => Primary(one).Equals(Primary(other), StringComparison.OrdinalIgnoreCase);

    internal static bool TryCanonical(string? tag, [NotNullWhen(true)] out string? canonical)
    {
        canonical = null;
        if (tag is null || tag.Length > longestTag) return false;

        var parts = tag.Trim().Replace('_', '-').Split('-');
        if (!IsLanguage(parts) || parts.Any(part => part.Length is 0 or > longestPart || !part.All(char.IsAsciiLetterOrDigit))) return false;

        var extended = parts[0].Length == 1;
        for (var i = 0; i < parts.Length; i++)
        {
            var part = parts[i].ToLowerInvariant();
            parts[i] = i == 0 || extended || !part.All(char.IsAsciiLetter) ? part
                : part.Length == 4 ? char.ToUpperInvariant(part[0]) + part[1..]
                : part.Length == 2 ? part.ToUpperInvariant()
                : part;
            extended |= part.Length == 1; // x-…, u-…: what follows is no region
        }

        canonical = string.Join('-', parts);
        return true;
    }

    /// <summary>Of several things, the one in the language asked for: by the whole tag, else in the same script, else the first.</summary>
    /// <returns>Null when none is in that language.</returns>
    internal static T? Best<T>(IEnumerable<T> things, Func<T, string> tagOf, string language) where T : class =>
        things.Where(thing => SameLanguage(tagOf(thing), language)).MaxBy(thing => Closeness(tagOf(thing), language));

    private static int Closeness(string given, string asked) =>
        given.Replace('_', '-').Equals(asked.Replace('_', '-'), StringComparison.OrdinalIgnoreCase) ? 2
        : IsTraditional(given) == IsTraditional(asked) ? 1
        : 0;

    private static ReadOnlySpan<char> Primary(string tag)
    {
        var whole = tag.AsSpan().Trim();
        var end = whole.IndexOfAny('-', '_');
        return end < 0 ? whole : whole[..end];
    }

    // Codes of languages have two or three letters; x- and i- begin tags of one's own. Longer words are none: "type", "unknown".
    private static bool IsLanguage(string[] parts) =>
        parts[0].All(char.IsAsciiLetter) && (parts[0].Length is 2 or 3 || (parts.Length > 1 && parts[0] is "x" or "X" or "i" or "I"));

    // Chinese alone is asked for in one script and found in the other; plain zh means Simplified here.
    private static bool IsTraditional(string tag)
    {
        if (!SameLanguage(tag, "zh")) return false;

        var parts = tag.ToLowerInvariant().Split('-', '_');
        return parts.Contains("hant") || (!parts.Contains("hans") && parts.Any(part => part is "tw" or "hk" or "mo"));
    }
}
