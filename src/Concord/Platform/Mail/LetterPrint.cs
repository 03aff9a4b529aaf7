using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Concord.Platform.Accounts;
using Concord.Platform.Languages;
using Concord.Platform.Web;

namespace Concord.Platform.Mail;

/// <summary>Sets a letter as the two bodies of a mail: plain text, and HTML that mail programs of all ages show alike.</summary>
/// <param name="home">Address of the installation, without a slash at its end.</param>
/// <param name="assets">Hold the style sheet: a mail carries it, a page of ours links to it.</param>
internal sealed class LetterPrint(Words words, string home, Assets assets)
{
    private const string Sheet = "letter.css";

    private static readonly HtmlEncoder Html = HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All);

    /// <param name="unsubscribe">Path at which its reader does without such mail; null when nobody can.</param>
    public string AsText(Letter letter, Account reader, MailSort sort, string? unsubscribe)
    {
        var text = new StringBuilder();
        text.Append(Greeting(reader)).Append("\n\n");
        Letter.Part? before = null;
        foreach (var part in letter.Parts)
        {
            var together = before is not null && before.GetType() == part.GetType() && part is Fact or Item;
            if (before is not null) text.Append(together ? "\n" : "\n\n");
            text.Append(part switch
            {
                Paragraph one => one.Words.Words,
                Fact one => words["Mail.Fact", one.Label, one.Value.Words],
                Item { Path: { } path } one => $"- {one.Words.Words}\n  {home}{path}",
                Item one => "- " + one.Words.Words,
                Button one => one.Words + "\n" + home + one.Path,
                _ => throw new InvalidOperationException(part.GetType().Name),
            });
            before = part;
        }

        // "-- " is how mail programs know a signature (RFC 3676, section 4.3).
        text.Append("\n\n-- \n");
        foreach (var (line, path) in Foot(sort, unsubscribe)) text.Append(line).Append('\n').Append(path is null ? "" : home + path + "\n");
        return text.ToString();
    }

    /// <param name="onPage">Whether it is shown on a page of ours, whose policy allows no style within.</param>
    public string AsHtml(Letter letter, Account reader, MailSort sort, string? unsubscribe, bool onPage = false)
    {
        var html = new StringBuilder();
        var style = onPage ? $"<link rel=\"stylesheet\" href=\"{assets[Sheet]}\">" : $"<style>{Encoding.UTF8.GetString(assets.Find(Sheet)!.Bytes)}</style>";
        html.Append(CultureInfo.InvariantCulture, $"<!doctype html><html lang=\"{Enc(words.Code)}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{Enc(letter.Subject)}</title>{style}</head>");
        html.Append(CultureInfo.InvariantCulture, $"<body><table class=\"letter\" role=\"presentation\" align=\"center\" width=\"600\"><tr><td class=\"page\"><h1>{Enc(letter.Subject)}</h1><p>{Enc(Greeting(reader))}</p>");
        Letter.Part? before = null;
        foreach (var part in letter.Parts.Append(null))
        {
            if (before is Fact && part is not Fact) html.Append("</table>");
            if (before is Item && part is not Item) html.Append("</ul>");
            if (part is Fact && before is not Fact) html.Append("<table class=\"facts\" role=\"presentation\">");
            if (part is Item && before is not Item) html.Append("<ul>");
            html.Append(part switch
            {
                null => "",
                Paragraph one => $"<p{Lang(one.Words)}>{Enc(one.Words.Words)}</p>",
                Fact one => $"<tr><td class=\"label\">{Enc(one.Label)}</td><td{Lang(one.Value)}>{Enc(one.Value.Words)}</td></tr>",
                Item { Path: { } path } one => $"<li{Lang(one.Words)}><a href=\"{Enc(home + path)}\">{Enc(one.Words.Words)}</a></li>",
                Item one => $"<li{Lang(one.Words)}>{Enc(one.Words.Words)}</li>",
                Button one => $"<p><a class=\"button\" href=\"{Enc(home + one.Path)}\">{Enc(one.Words)}</a></p>",
                _ => throw new InvalidOperationException(part.GetType().Name),
            });
            before = part;
        }

        html.Append("</td></tr><tr><td class=\"foot\">");
        foreach (var (line, path) in Foot(sort, unsubscribe)) html.Append(path is null ? $"<p>{Enc(line)}</p>" : $"<p><a href=\"{Enc(home + path)}\">{Enc(line)}</a></p>");
        return html.Append("</td></tr></table></body></html>").ToString();
    }

    private string Greeting(Account reader) => reader.Name.IsEmpty ? words["Mail.GreetingWithoutName"] : words["Mail.Greeting", words.Plain(reader.Name)];

    private IEnumerable<(string Line, string? Path)> Foot(MailSort sort, string? unsubscribe)
    {
        yield return (words["Mail.From", words.Programme.Name], null);
        yield return (words[sort == MailSort.Account ? "Mail.WhyAccount" : "Mail.Why"], null);
        if (sort == MailSort.Account) yield break;

        yield return (words["Mail.Choose"], words.To("/me/mail/choices"));
        if (unsubscribe is not null) yield return (words["Mail.Unsubscribe"], unsubscribe);
    }

    private static string Lang(Phrase phrase) => phrase.Language is { } code ? $" lang=\"{Enc(code)}\"" : "";

    private static string Enc(string text) => Html.Encode(text);
}
