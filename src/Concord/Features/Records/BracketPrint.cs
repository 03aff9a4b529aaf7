using Concord.Bilingual.Concordance;
using Concord.Domain.Records;
using Concord.Platform.Languages;
using Concord.Records;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Concord.Features.Records;

/// <summary>Prints a text with its brackets, each wording with the name of its side, and what is doubtful marked in place.</summary>
internal sealed class BracketPrint(Words words, string language, IEnumerable<((int Start, int End) At, Severity Severity)> marks)
{
    private readonly List<((int Start, int End) At, Severity Severity)> marks = [.. marks];

    public static IHtmlContent Of(Paragraph paragraph, string language, IReadOnlyList<Doubt> doubts, Words words)
    {
        var isFirst = words.Programme.Languages[0].Code == language;
        var marks = doubts.Where(doubt => !doubt.IsWaived).Select(doubt => (At: isFirst ? doubt.First : doubt.Second, doubt.Finding.Severity)).Where(mark => mark.At is not null).Select(mark => (mark.At!.Value, mark.Severity));
        return new BracketPrint(words, language, marks).Print(paragraph.In(language));
    }

    public IHtmlContent Print(Bracketed text)
    {
        var all = new HtmlContentBuilder();
        var at = 0;
        Print(text, all, ref at);
        return all;
    }

    private void Print(Bracketed text, HtmlContentBuilder to, ref int at)
    {
        foreach (var stretch in text.Stretches)
        {
            if (stretch is Uncontested plain) Plain(plain.Words, to, ref at);
            else Bracket((Contested)stretch, to, ref at);
        }
    }

    private void Bracket(Contested bracket, HtmlContentBuilder to, ref int at)
    {
        var inner = new HtmlContentBuilder();
        inner.Append("[");
        at++;
        foreach (var (index, one) in bracket.Alternatives.Index())
        {
            if (index > 0) inner.Append(" | ");
            at += one.Label.Length;
            var wording = new TagBuilder("span");
            if (one.Party is { } party)
            {
                wording.AddCssClass("side-" + party);
                var name = new TagBuilder("b");
                name.InnerHtml.Append(words.SideIn(language, party) + words.In(language, "Form.Colon"));
                wording.InnerHtml.AppendHtml(name);
            }

            var content = new HtmlContentBuilder();
            if (one.Words.Stretches.Count == 0) content.Append("—");
            else Print(one.Words, content, ref at);
            wording.InnerHtml.AppendHtml(content);
            inner.AppendHtml(wording);
            at++;
        }

        inner.Append("]");
        var whole = new TagBuilder("span");
        whole.AddCssClass("bracket");
        whole.InnerHtml.AppendHtml(inner);
        to.AppendHtml(whole);
    }

    private void Plain(string letters, HtmlContentBuilder to, ref int at)
    {
        for (var start = 0; start < letters.Length;)
        {
            var severity = SeverityAt(at + start);
            var end = start + 1;
            while (end < letters.Length && SeverityAt(at + end) == severity) end++;
            if (severity is null)
            {
                to.Append(letters[start..end]);
            }
            else
            {
                var mark = new TagBuilder("mark");
                mark.AddCssClass(severity.ToString()!);
                mark.InnerHtml.Append(letters[start..end]);
                to.AppendHtml(mark);
            }

            start = end;
        }

        at += letters.Length;
    }

    private Severity? SeverityAt(int place)
    {
        Severity? worst = null;
        foreach (var (span, severity) in marks)
        {
            if (place >= span.Start && place < span.End && (worst is null || severity > worst)) worst = severity;
        }

        return worst;
    }
}
