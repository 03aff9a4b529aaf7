using System.Text;

namespace Concord.Tests.Bilingual.Exchange;

/// <summary>What the tests of exchange formats share: files of others, and texts of every kind.</summary>
internal static class Exchanged
{
    private static readonly string[] pieces =
    [
        "migration", "移民", "人员往来", "第14届", "é", "e\u0301", "ﬁ", "\U0001F6C2", "\U0001F468\u200D\U0001F469\u200D\U0001F467", "\U00020BB7", "هجرة", "\u200F", "\u202E", "הגירה",
        "&", "<", ">", "]]>", "&amp;", "\"", "'", "=", "+", "@", "-", "＝", ",", "；", ";", @"\", @"\\", "<b>", "{0}", "\u00A0", "\u3000", "\u2028", "\u0085", "\uFEFF", "0",
    ];

    private static readonly string[] forbidden = ["\0", "\u0001", "\u0008", "\u000B", "\u001B", "\uFFFE", "\uFFFF", "\uD800", "\uDC00"];

    /// <summary>The files that are not part of the project: beside the checkout, or where CONCORD_SHARED says.</summary>
    public static string? Folder { get; } = FindFolder();

    /// <summary>A file of others; where they are not at hand the test is skipped, and ./test says so.</summary>
    public static string Sample(params string[] path)
    {
        Assert.SkipWhen(Folder is null, "The shared samples are not beside the checkout, and CONCORD_SHARED does not say where they are.");
        return Path.Combine([Folder!, .. path]);
    }

    public static MemoryStream File(string text) => new(Encoding.UTF8.GetBytes(text));

    public static string Written(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>A text that begins and ends with something visible.</summary>
    /// <param name="between">What stands between its pieces; one is drawn each time.</param>
    /// <param name="bad">Whether it may hold what XML forbids.</param>
    public static string Text(Random random, string[] between, bool bad = true)
    {
        var text = new StringBuilder("x");
        for (var i = random.Next(1, 6); i > 0; i--)
            text.Append(bad && random.Next(6) == 0 ? Any(random, forbidden) : Any(random, pieces)).Append(Any(random, between));
        // A half of a pair would join with the next text's other half.
        return (random.Next(4) == 0 ? text.Remove(0, 1).Insert(0, Any(random, ["=", "-", "'", "''=", "＠"])) : text).Append('x').ToString();
    }

    /// <summary>What XML forbids replaced, character by character.</summary>
    public static string Visible(string text)
    {
        var visible = new StringBuilder();
        foreach (var rune in text.EnumerateRunes()) // halves come as U+FFFD
            visible.Append(rune.Value is < 0x20 and not ('\t' or '\n' or '\r') or 0xFFFE or 0xFFFF ? "\uFFFD" : rune.ToString());
        return visible.ToString();
    }

    public static T Any<T>(Random random, IReadOnlyList<T> things) => things[random.Next(things.Count)];

    private static string? FindFolder()
    {
        if (Environment.GetEnvironmentVariable("CONCORD_SHARED") is { Length: > 0 } stated) return stated;

        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "Concord.slnx"))) folder = folder.Parent!;
        var beside = Path.Combine(folder.FullName, "..", "shared");
        return Directory.Exists(beside) ? beside : null;
    }
}
