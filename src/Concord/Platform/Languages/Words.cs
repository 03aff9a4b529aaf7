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

    /// <summary>The reader's language: that of the address, else the programme's first.</summary>
    public Language Language => language ?? programme.Now.Languages[0];

    public string Code => Language.Code;

    public CultureInfo Culture => CultureInfo.GetCultureInfo(Language.Culture);

    public Programme Programme => programme.Now;

    /// <summary>A sentence of the interface. The first number among the values decides the plural form.</summary>
    /// <exception cref="KeyNotFoundException">No file of texts has the key: a defect of ours, and a test finds it first.</exception>
    public string this[string key, params object?[] values]
    {
        get
        {
            var (found, sentence) = texts.Find(key, Code, Programme) ?? throw new KeyNotFoundException($"No text for '{key}'.");
            return string.Format(Culture, sentence.For(Array.Find(values, value => value is int or long), found), [.. values.Select(Shown)]);
        }
    }

    public void SpeakIn(Language chosen)
    {
        language = chosen;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(chosen.Culture);
    }

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
            html.AppendHtml("<small class=\"sign\" title=\"").Append(note).AppendHtml("\">").Append(this[shown.Wording.ToVerify ? "Wording.ToVerifySign" : "Wording.Sign"]).AppendHtml("</small>");
        }
        else if (note is not null && mark == Mark.Note)
        {
            html.AppendHtml(" <small class=\"note\">").Append(note).AppendHtml("</small>");
        }

        return html;
    }

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

    /// <summary>Whether any text on a list carries a sign that the foot of the page must explain.</summary>
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
    public string Moment(Instant at)
    {
        var local = at.InZone(Programme.Zone);
        return Date(local.Date) + " " + local.TimeOfDay.ToString("HH:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>A span such as 29 June – 1 July 2015; one date when both are the same or the end is not known.</summary>
    public string Dates(PartialDate? start, PartialDate? end) =>
        start is null ? Date(end) : end is null || end == start ? Date(start) : this["Date.Span", Date(start), Date(end)];

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

    private string DayPattern => Culture.DateTimeFormat.LongDatePattern.Replace("dddd", "").Trim(' ', ',', '，');

    private object? Shown(object? value) => value switch
    {
        Text text => Plain(text),
        PartialDate date => Date(date),
        LocalDate day => Date(day),
        int or long or decimal => Number(Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
        _ => value,
    };
}
