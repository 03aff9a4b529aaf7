using System.Globalization;
using Concord.Records.Sealing;
using NodaTime;

namespace Concord.Records.Documents;

/// <summary>How a block of a printed record looks.</summary>
internal enum Look
{
    Programme,
    Title,
    Round,
    Heading,
    Subheading,
    Text,
    Commitment,
    Statement,
    Signature,
    Note,
}

/// <summary>Words in a language: the one that was asked for, or another where there are none.</summary>
internal sealed record Said(string Text, string Language);

/// <summary>One block of a printed record, in every language.</summary>
/// <param name="Label">Stands before it, in our words and not those of the record; null: nothing.</param>
/// <param name="Paragraph">The paragraph it is, or is about; null: none.</param>
internal sealed record Block(Look Look, Func<string, Said> Text, Func<string, string>? Label = null, RecordParagraph? Paragraph = null);

/// <summary>A record as it is printed: the same blocks in the same order, whatever the format.</summary>
internal sealed class Printed(RecordText record, string number, string shortHash, IReadOnlyList<SigningStatement> statements)
{
    public RecordText Record => record;

    public string Number => number;

    public IReadOnlyList<SigningStatement> Statements => statements;

    /// <summary>Day of the last signature, UTC.</summary>
    public LocalDate Day => statements.Max(one => one.At).InUtc().Date;

    /// <summary>What stands at the foot of every page.</summary>
    public string Foot(string language) => PrintedWords.Foot(number, shortHash, language);

    public string Title(string language) => record.Title.For(language);

    public IEnumerable<Block> Blocks()
    {
        yield return new(Look.Programme, language => In(record.Programme, language));
        yield return new(Look.Title, language => In(record.Title, language));
        yield return new(Look.Round, language => new(PrintedWords.Round(record.Round, number, language), language));
        foreach (var section in record.Sections)
        {
            if (section.Name is { } name) yield return new(Look.Heading, language => In(name, language));
            foreach (var paragraph in section.Paragraphs)
            {
                yield return BlockOf(paragraph);
                foreach (var statement in paragraph.Statements)
                {
                    yield return new(Look.Statement, language => In(statement.Text, language), language => PrintedWords.Statement(statement.Disagreement, PartyOf(statement.Party).Name.For(language), language), paragraph);
                }
            }
        }

        foreach (var place in Enumerable.Range(0, record.Parties.Count))
        {
            yield return new(Look.Signature, language => new(Signature(PartyAt(place, language), language), language), language => PartyAt(place, language).Name.For(language));
        }

        yield return new(Look.Note, language => new(PrintedWords.Authentic(record.Languages, record.Authentic, language), language));
    }

    /// <summary>The sides in the order of a language: each language begins with a side of its own, as in an alternat.</summary>
    public IEnumerable<RecordParty> PartiesIn(string language) => Enumerable.Range(0, record.Parties.Count).Select(place => PartyAt(place, language));

    public static Said In(Wordings words, string language)
    {
        if (words.TryGetValue(language, out var text)) return new(text, language);

        var (other, instead) = words.FirstOrDefault();
        return new(instead ?? "", other ?? language);
    }

    private static Block BlockOf(RecordParagraph paragraph) => paragraph.Kind switch
    {
        ParagraphKind.Heading => new(Look.Subheading, language => In(paragraph.Text, language), Paragraph: paragraph),
        ParagraphKind.Commitment => new(Look.Commitment, language => In(paragraph.Text, language), PrintedWords.Commitment, paragraph),
        _ => new(Look.Text, language => In(paragraph.Text, language), Paragraph: paragraph),
    };

    private RecordParty PartyAt(int place, string language) => record.Parties[(place + Math.Max(0, record.Languages.ToList().IndexOf(language))) % record.Parties.Count];

    private RecordParty PartyOf(string key) => record.Parties.First(one => one.Key == key);

    private string Signature(RecordParty party, string language) =>
        statements.FirstOrDefault(one => one.Party == party.Key) is { } signed
            ? PrintedWords.Signed(signed.Person.For(language), signed.Capacity?.For(language), signed.At.InUtc().Date, language)
            : PrintedWords.NotSigned(language);
}

/// <summary>Our own words in a printed record. A language that is neither Chinese nor English gets the English ones.</summary>
internal static class PrintedWords
{
    public static bool IsChinese(string language) => language == "zh" || language.StartsWith("zh-", StringComparison.Ordinal);

    public static string Foot(string number, string shortHash, string language) =>
        IsChinese(language) ? $"编号{number}　SHA-256 {shortHash}…" : $"No. {number} · SHA-256 {shortHash}…";

    public static string Page(string language) => IsChinese(language) ? "第{0}页，共{1}页" : "{0} / {1}";

    public static string NameOf(string language) => language switch
    {
        "en" => "English",
        "zh" => "中文",
        _ => CultureInfo.GetCultureInfo(language).NativeName,
    };

    public static string Round(RecordRound round, string number, string language)
    {
        var (name, place, time) = (round.Name.For(language), round.Place?.For(language), Time(round, language));
        return IsChinese(language)
            ? string.Join('，', new[] { name, place, time }.OfType<string>()) + $"　编号{number}"
            : string.Join(", ", new[] { name, place, time }.OfType<string>()) + $" · No. {number}";
    }

    public static string Commitment(string language) => IsChinese(language) ? "【承诺】" : "Commitment. ";

    public static string Statement(bool disagreement, string party, string language) => (disagreement, IsChinese(language)) switch
    {
        (false, true) => $"【{party}的保留】",
        (true, true) => $"【存在分歧：{party}的立场】",
        (false, false) => $"Reservation ({party}). ",
        (true, false) => $"Agreed to disagree ({party}). ",
    };

    public static string Signed(string person, string? capacity, LocalDate day, string language) =>
        string.Join('\n', new[] { person, capacity, IsChinese(language) ? $"{Day(day, language)}签署" : $"Signed on {Day(day, language)}" }.OfType<string>());

    public static string NotSigned(string language) => IsChinese(language) ? "未签署" : "Not signed";

    public static string Authentic(IReadOnlyList<string> languages, IReadOnlyList<string> authentic, string language)
    {
        var names = authentic.Select(one => Name(one, language)).ToList();
        var chinese = IsChinese(language);
        if (authentic.Count == 1) return chinese ? $"以{names[0]}文本为准。" : $"The {names[0]} text is authentic.";

        var list = chinese ? string.Join('、', names) : string.Join(", ", names[..^1]) + " and " + names[^1];
        return chinese ? $"{list}文本同等作准。" : $"The {list} texts are equally authentic.";
    }

    private static string Name(string one, string language) => (one, IsChinese(language)) switch
    {
        ("en", true) => "英文",
        ("zh", true) => "中文",
        ("zh", false) => "Chinese",
        ("en", false) => "English",
        _ => CultureInfo.GetCultureInfo(one).EnglishName,
    };

    private static string? Time(RecordRound round, string language) => (round.Start, round.End) switch
    {
        (null, _) => null,
        ({ } start, null) => Day(start, language),
        ({ } start, { } end) when start == end => Day(start, language),
        ({ Length: 10 } start, { Length: 10 } end) when start[..7] == end[..7] => IsChinese(language) ? $"{Day(start, language)}至{int.Parse(end[8..], CultureInfo.InvariantCulture)}日" : $"{int.Parse(start[8..], CultureInfo.InvariantCulture)}–{Day(end, language)}",
        ({ } start, { } end) => IsChinese(language) ? $"{Day(start, language)}至{Day(end, language)}" : $"{Day(start, language)} to {Day(end, language)}",
    };

    /// <summary>A day, month or year, as precise as it is known.</summary>
    private static string Day(string known, string language)
    {
        var parts = known.Split('-').Select(one => int.Parse(one, CultureInfo.InvariantCulture)).ToList();
        if (parts.Count == 3) return Day(new LocalDate(parts[0], parts[1], parts[2]), language);

        var year = parts[0].ToString(CultureInfo.InvariantCulture);
        if (parts.Count == 1) return IsChinese(language) ? year + "年" : year;
        return IsChinese(language) ? $"{year}年{parts[1]}月" : $"{CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(parts[1])} {year}";
    }

    private static string Day(LocalDate day, string language) => day.ToString(IsChinese(language) ? "uuuu年M月d日" : "d MMMM uuuu", CultureInfo.InvariantCulture);
}
