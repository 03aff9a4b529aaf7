using System.Globalization;

namespace Concord.Records.Drafts;

/// <summary>How a text stands in a document for people: contested words with the names of the sides instead of their keys.</summary>
internal static class Shown
{
    /// <summary>The text of a paragraph as a document in a language shows it.</summary>
    public static string Text(Draft draft, string stored, string language)
    {
        try
        {
            return Bracketed.Parse(stored).ToString(key => (draft.Parties.FirstOrDefault(party => party.Key == key)?.Name.For(language) ?? key) + Said(language, ": ", "："));
        }
        catch (BracketException)
        {
            return stored; // what stands in the record is shown, whatever it is
        }
    }

    /// <summary>The text as it is kept, from what a document shows. A side may be called by its key, or by its name in any language.</summary>
    /// <exception cref="BracketException">The brackets cannot be read.</exception>
    public static string Stored(Draft draft, string shown) => Bracketed.Parse(shown, name => SideOf(draft, name.Trim())).ToString();

    /// <summary>What is wrong with brackets, in a sentence.</summary>
    public static (string English, string Chinese) Fault(BracketFault fault) => fault switch
    {
        BracketFault.NotClosed => ("A square bracket is opened and not closed.", "方括号没有闭合。"),
        BracketFault.NotOpened => ("A square bracket is closed that was not opened.", "方括号缺少左半边。"),
        BracketFault.BarOutside => ("The sign | stands outside of square brackets; it is kept for contested words.", "竖线“|”出现在方括号之外；该符号仅用于分隔有争议的文字。"),
        BracketFault.Empty => ("There is nothing in a pair of square brackets.", "方括号内没有内容。"),
        BracketFault.Twice => ("A side has two wordings in one pair of square brackets.", "同一方在一对方括号内有两种措辞。"),
        _ => ("Square brackets stand in each other too deep.", "方括号嵌套过深。"),
    };

    private static string? SideOf(Draft draft, string name) => draft.Parties.FirstOrDefault(party =>
        party.Key == name || party.Name.Values.Any(one => string.Equals(one, name, StringComparison.OrdinalIgnoreCase)))?.Key;

    /// <summary>What a language calls itself: the head of its column.</summary>
    public static string LanguageName(string language) => language switch
    {
        "zh" => "中文",
        _ => CultureInfo.GetCultureInfo(language).NativeName,
    };

    /// <summary>The tag that word processors know a language by: they want a region.</summary>
    public static string LanguageOfWord(string language) => language switch
    {
        "en" => "en-GB",
        "zh" => "zh-CN",
        _ when language.Contains('-', StringComparison.Ordinal) => language,
        _ => CultureInfo.CreateSpecificCulture(language).Name,
    };

    /// <summary>Whether a language is written in characters that word processors set in their East Asian font.</summary>
    public static bool IsEastAsian(string language) => language.Split('-')[0] is "zh" or "ja" or "ko";

    /// <summary>Chinese where the language is Chinese, English otherwise: for what the document says of itself.</summary>
    public static string Said(string language, string english, string chinese) => language.Split('-')[0] == "zh" ? chinese : english;
}
