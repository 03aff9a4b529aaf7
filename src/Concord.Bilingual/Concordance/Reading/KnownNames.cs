namespace Concord.Bilingual.Concordance.Reading;

/// <summary>Names whose number goes without saying, since they have no other: COVID-19 is 新冠 in most Chinese texts.</summary>
internal static class KnownNames
{
    /// <summary>Whether a name has a number that goes without saying.</summary>
    public static bool HasNumber(ReadOnlySpan<char> name) => name.Equals("covid", StringComparison.OrdinalIgnoreCase) || name.Equals("CoV", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a name has this number: true for COVID and 19, not for COVID and 17.</summary>
    public static bool IsNumberOf(ReadOnlySpan<char> name, decimal number) =>
        (name.Equals("covid", StringComparison.OrdinalIgnoreCase) && number == 19)
        || (name.Equals("CoV", StringComparison.OrdinalIgnoreCase) && number is 2 or 2019)
        || (name is "CO" && number == 2) || (name is "PM" && number is 2.5m or 10);
}
