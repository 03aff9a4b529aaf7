using System.Globalization;
using System.Text.Encodings.Web;
using Concord.Domain.Common;
using Concord.Domain.Programmes;
using Microsoft.AspNetCore.Html;
using NodaTime;

namespace Concord.Platform.Languages;

/// <summary>How loudly a text says that it is no official wording.</summary>
internal enum Mark
{
    None,

    /// <summary>A small sign, explained at the foot of the page: for lists.</summary>
    Sign,

    /// <summary>In words: for the page of the record itself.</summary>
    Note,
}

/// <summary>Says things in the reader's language: sentences of the interface, texts of the domain, dates, numbers, lists.</summary>
internal sealed class Words(Texts texts, CurrentProgramme programme)
{
    private Language? language;
    private CultureInfo? culture;
    private string? dayPattern;

    /// <summary>The reader's language: that of the address, else the programme's first.</summary>
    public Language Language => language ?? programme.Now.Languages[0];

    /// <summary>Of the programme, the reader's own first: columns stand as the reader reads.</summary>
    public IEnumerable<Language> Languages => [Language, .. Programme.Languages.Where(one => one.Code != Code)];

    public string Code => Language.Code;

    /// <summary>The signs of unofficial wording said so far, each with the key of its explanation: the foot of the page explains them.</summary>
    public SortedSet<string> Signs { get; } = new(StringComparer.Ordinal);

    /// <summary>Looked up once: the framework's table of cultures stands behind a lock, and every sentence of every page asks for it.</summary>
    public CultureInfo Culture => culture ??= CultureInfo.GetCultureInfo(Language.Culture);

    public Programme Programme => programme.Now;

    public IReadOnlyList<(string Organisation, Text Name, IReadOnlyList<Phase> Phases)> Implementers => programme.Implementers;

    /// <summary>A sentence of the interface. The first number among the values decides the plural form.</summary>
    /// <exception cref="KeyNotFoundException">No file of texts has the key: a defect of ours, and a test finds it first.</exception>
    public string this[string key, params object?[] values]
    {
        get
        {
            var (found, sentence) = texts.Find(key, Code, Programme) ?? throw new KeyNotFoundException($"No text for '{key}'.");
            return values.Length == 0
                ? sentence.Bare
                : string.Format(Culture, sentence.For(Array.Find(values, value => value is int or long), found), Array.ConvertAll(values, Shown));
        }
    }

    /// <summary>A sentence in a certain language, or in the first that has it: for what is written into a record in several.</summary>
    public string In(string language, string key, params object?[] values) => string.Format(Culture, (texts.Find(key, language, Programme) ?? throw new KeyNotFoundException($"No text for '{key}'.")).Sentence.Other, values);

    /// <summary>Whether there is a sentence for a key that is put together from names.</summary>
    public bool Knows(string key) => texts.Find(key, Code, Programme) is not null;

    public void SpeakIn(Language chosen)
    {
        (language, culture, dayPattern) = (chosen, null, null);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Culture;
    }

    /// <summary>The same in another of the programme's languages, for what speaks several at once. The language of the request stays.</summary>
    public Words In(Language other) => new(texts, programme) { language = other };

    /// <summary>Why a rule refused.</summary>
    public string Of(RuleBroken rule) => this[rule.TextKey, rule.Values];

    /// <summary>A sentence of the interface as HTML: under the lang of the language it was found in when that is not the reader's.</summary>
    public IHtmlContent Html(string key, params object?[] values)
    {
        var found = texts.Find(key, Code, Programme)?.Language ?? Code;
        return InLanguage(found, this[key, values]);
    }

    /// <summary>A text of the domain in the reader's language, or in another one, under its lang and with a quiet note.</summary>
    public IHtmlContent Say(Text? text, Mark mark = Mark.Sign)
    {
        if (text?.For(Code, Others) is not { } shown) return HtmlString.Empty;

        var html = new HtmlContentBuilder();
        html.AppendHtml(InLanguage(shown.Language, shown.Wording.Text));
        var note = NoteOn(shown.Language, shown.Wording);
        if (note is not null && mark == Mark.Sign)
        {
            var sign = shown.Wording.ToVerify ? "ToVerify" : shown.Wording.State == WordingState.Draft ? "Draft" : "Unofficial";
            Signs.Add(sign);
            html.AppendHtml("&NoBreak;<small class=\"sign\" title=\"").Append(note).AppendHtml("\">").Append(SignOf(sign)).AppendHtml("</small>");
        }
        else if (note is not null && mark == Mark.Note)
        {
            html.AppendHtml(" <small class=\"note\">").Append(note).AppendHtml("</small>");
        }

        return html;
    }

    /// <summary>The sign itself, as small as a footnote's.</summary>
    public string SignOf(string sign) => this[sign switch { "ToVerify" => "Wording.ToVerifySign", "Draft" => "Wording.DraftSign", _ => "Wording.Sign" }];

    /// <summary>The text in the other languages, one quiet line each; nothing where there is none.</summary>
    public IHtmlContent SayInOthers(Text text)
    {
        var html = new HtmlContentBuilder();
        var shown = text.For(Code, Others)?.Language;
        foreach (var (code, wording) in text.Wordings.Where(pair => pair.Key != shown))
        {
            html.AppendHtml("<p class=\"other\" lang=\"").Append(code).AppendHtml("\">").Append(wording.Text).AppendHtml("</p>");
        }

        return html;
    }

    /// <summary>The bare words in the reader's language or the next best: for titles, attributes and files. Empty when there are none.</summary>
    public string Plain(Text? text) => text?.For(Code, Others)?.Wording.Text ?? "";

    /// <summary>The language in which <see cref="Plain"/> speaks: for a lang attribute.</summary>
    public string LangOf(Text? text) => text?.For(Code, Others)?.Language ?? Code;

    /// <summary>What is to be said of a wording that is not official; null when nothing is.</summary>
    public string? NoteOn(string wordingLanguage, Wording wording) =>
        wording.ToVerify ? this["Wording.ToVerify"]
        : wording.State == WordingState.Translated && wordingLanguage == Code ? this["Wording.Unofficial"]
        : wording.State == WordingState.Draft ? this["Wording.Draft"]
        : null;

    /// <summary>29 June 2015, June 2015, 2015 — 2015年6月29日, 2015年6月, 2015年.</summary>
    public string Date(PartialDate? date) => date switch
    {
        null => "",
        { Month: null } => this["Date.Year", date.Year.ToString("0", CultureInfo.InvariantCulture)],
        { Day: null } => date.Earliest.ToString(Culture.DateTimeFormat.YearMonthPattern, Culture),
        _ => date.Earliest.ToString(DayPattern, Culture),
    };

    public string Date(LocalDate day) => Date(PartialDate.On(day));

    /// <summary>A day and minute in the programme's zone.</summary>
    public string Moment(Instant at) => Date(at.InZone(Programme.Zone).Date) + " " + TimeOfDay(at);

    /// <summary>A minute of a day in the programme's zone.</summary>
    public string TimeOfDay(Instant at) => at.InZone(Programme.Zone).TimeOfDay.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A span such as 3–4 November 2015 or 29 June – 1 July 2015, 2015年11月3日至4日; one date when both are the same or the end is
    /// not known. What both dates share is said once.</summary>
    public string Dates(PartialDate? start, PartialDate? end)
    {
        if (start is null) return Date(end);
        if (end is null || end == start) return Date(start);
        if (start.Day is not { } from || end.Day is not { } to || start.Year != end.Year) return this["Date.Span", Date(start), Date(end)];
        if (start.Month == end.Month) return this["Date.DaysOfMonth", from.ToString(CultureInfo.InvariantCulture), to.ToString(CultureInfo.InvariantCulture), Date(new PartialDate(start.Year, start.Month))];

        var withoutYear = Culture.DateTimeFormat.MonthDayPattern;
        return DayPattern.StartsWith('y')
            ? this["Date.Span", Date(start), end.Earliest.ToString(withoutYear, Culture)]
            : this["Date.Span", start.Earliest.ToString(withoutYear, Culture), Date(end)];
    }

    /// <summary>The name of a language in the reader's own: Chinese, 中文, chinois.</summary>
    public string NameOf(string language) => CultureInfo.GetCultureInfo(language).DisplayName;

    public string Number(decimal number) => number.ToString("#,0.####", Culture);

    /// <summary>A, B and C — A、B和C.</summary>
    public string List(IEnumerable<string> items)
    {
        var all = items.ToList();
        if (all.Count < 2) return all.FirstOrDefault() ?? "";
        return this["List.Last", string.Join(this["List.Between"], all[..^1]), all[^1]];
    }

    /// <summary>The address of a page in the reader's language.</summary>
    public string To(string path) => "/" + Code + (path.StartsWith('/') ? path : "/" + path);

    /// <summary>Who reads a record, in words.</summary>
    public string Audience(Audience audience) =>
        audience.PartyKey is { } key
            ? this["Audience.party", Programme.Parties.FirstOrDefault(party => party.Key == key)?.Short ?? Text.In(Code, key)]
            : this["Audience." + audience.Code];

    public IHtmlContent InLanguage(string code, string words)
    {
        var html = new HtmlContentBuilder();
        if (code == Code) return html.Append(words);
        return html.AppendHtml("<span lang=\"").Append(code).AppendHtml("\">").Append(words).AppendHtml("</span>");
    }

    private IEnumerable<string> Others => Programme.Languages.Select(one => one.Code);

    private string DayPattern => dayPattern ??= Culture.DateTimeFormat.LongDatePattern.Replace("dddd", "").Trim(' ', ',', '，');

    private object? Shown(object? value) => value switch
    {
        Text text => Plain(text),
        PartialDate date => Date(date),
        LocalDate day => Date(day),
        int or long or decimal => Number(Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
        _ => value,
    };
}
