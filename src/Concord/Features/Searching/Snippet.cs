namespace Concord.Features.Searching;

/// <summary>Cuts a long text to the part that tells why it was found.</summary>
internal static class Snippet
{
    private const int Longest = 240;
    private const int Before = 60;

    /// <summary>Where to cut: start and end in UTF-16 units, never inside a character or a Latin word.</summary>
    /// <param name="places">What is marked; the first decides.</param>
    public static (int Start, int End) Around(string text, IReadOnlyList<(int Start, int Length)> places)
    {
        if (text.Length <= Longest) return (0, text.Length);

        var first = places.Count == 0 ? 0 : places[0].Start;
        var least = places.Count == 0 ? 0 : places[0].Start + places[0].Length;
        var start = Math.Clamp(first - Before, 0, text.Length - Longest);
        var end = Math.Min(text.Length, Math.Max(start + Longest, least));
        while (start > 0 && start < first && !IsBoundary(text, start)) start++;
        while (end < text.Length && end > least && !IsBoundary(text, end)) end--;
        return (start, end);
    }

    private static bool IsBoundary(string text, int at) => !char.IsLowSurrogate(text[at]) && !(IsLatin(text[at - 1]) && IsLatin(text[at]));

    private static bool IsLatin(char one) => one < 0x2E80 && (char.IsLetterOrDigit(one) || char.IsSurrogate(one) || char.GetUnicodeCategory(one) == System.Globalization.UnicodeCategory.NonSpacingMark);
}
