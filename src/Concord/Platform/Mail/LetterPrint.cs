using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Concord.Platform.Accounts;
using Concord.Platform.Languages;

namespace Concord.Platform.Mail;

/// <summary>Sets a letter as the two bodies of a mail: plain text, and HTML that mail programs of all ages show alike.</summary>
/// <param name="home">Address of the installation, without a slash at its end.</param>
internal sealed class LetterPrint(Words words, string home)
{
    // One sheet, named by its hash where a page shows it: the policy of our pages allows nothing else.
    private const string Style =
        "body{margin:0;background:#f4f5f7;color:#1b1f24;font:16px/1.6 -apple-system,'Segoe UI',Roboto,'Noto Sans','PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif}"
        + "table.letter{width:100%;max-width:600px;margin:0 auto;background:#fff;border-collapse:collapse}"
        + "td.page{padding:28px 32px}h1{font-size:20px;line-height:1.35;margin:0 0 16px}p{margin:0 0 14px}"
        + "table.facts{border-collapse:collapse;margin:0 0 16px}table.facts td{padding:3px 16px 3px 0;vertical-align:top}td.label{color:#57606a}"
        + "ul{margin:0 0 16px;padding-left:20px}li{margin:0 0 6px}a{color:#0b4ea2}"
        + "a.button{display:inline-block;padding:10px 18px;background:#0b4ea2;color:#fff;text-decoration:none;border-radius:4px}"
        + "td.foot{padding:16px 32px 28px;color:#57606a;font-size:13px;border-top:1px solid #d8dee4}td.foot p{margin:0 0 6px}";

    private static readonly HtmlEncoder Html = HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All);

    /// <summary>The hash of the style sheet, for a page's policy.</summary>
    public static string StyleHash { get; } = "'sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style))) + "'";

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

    public string AsHtml(Letter letter, Account reader, MailSort sort, string? unsubscribe)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<!doctype html><html lang=\"{Enc(words.Code)}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{Enc(letter.Subject)}</title><style>{Style}</style></head>");
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
