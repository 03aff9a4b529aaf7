using System.Text;
using System.Xml.Linq;

namespace Concord.Records.Drafts;

/// <summary>The text of paragraphs as it is when all tracked changes are accepted. Names are compared without namespace: documents come in
/// a strict and a transitional one.</summary>
internal sealed class EditedText
{
    /// <summary>What stands in a paragraph without being its text: deleted, moved away, said a second time, or the form of something.</summary>
    private static readonly HashSet<string> left =
        ["del", "moveFrom", "Fallback", "pPr", "rPr", "sdtPr", "sdtEndPr", "rt", "instrText", "delText", "delInstrText", "tcPr", "tblPr", "trPr"];

    private readonly StringBuilder text = new();
    private bool open;

    /// <summary>What was met that a text cannot hold, in English and Chinese; null: nothing.</summary>
    public (string English, string Chinese)? Foreign { get; private set; }

    /// <summary>The text of a cell, a comment or a paragraph: paragraphs and line breaks begin a new line.</summary>
    public static string Of(XElement container, out (string English, string Chinese)? foreign)
    {
        var text = new EditedText();
        text.Read(container);
        foreign = text.Foreign;
        return text.text.ToString();
    }

    /// <summary>Whether the mark at the end of a paragraph, or a row, was deleted or moved away by a tracked change.</summary>
    public static bool IsDeleted(XElement? properties) =>
        properties?.Elements().Any(one => one.Name.LocalName is "del" or "moveFrom") == true;

    private void Read(XElement element)
    {
        switch (element.Name.LocalName)
        {
            case var name when left.Contains(name): return;
            case "p": Paragraph(element); return;
            case "t": text.Append(element.Value); return;
            case "tab" or "ptab": text.Append('\t'); return;
            case "br" or "cr": text.Append('\n'); return;
            case "noBreakHyphen": text.Append('\u2011'); return;
            case "softHyphen": return;
            case "tbl": Foreign ??= ("a table within the table", "单元格内的表格"); return;
            case "drawing" or "pict" or "object": Foreign ??= ("a picture, a text box or an object", "图片、文本框或对象"); return;
            case "footnoteReference" or "endnoteReference": Foreign ??= ("a footnote or an endnote", "脚注或尾注"); return;
            case "oMath" or "oMathPara": Foreign ??= ("a formula", "公式"); return;
            case "altChunk" or "subDoc": Foreign ??= ("another document", "另一份文档"); return;
            case "sym": Foreign ??= ("a sign of a symbol font", "符号字体中的符号"); return;
        }

        foreach (var child in element.Elements()) Read(child);
    }

    // A mark that was deleted joins its paragraph with the next one.
    private void Paragraph(XElement paragraph)
    {
        if (open) text.Append('\n');
        open = true;
        foreach (var child in paragraph.Elements()) Read(child);
        var properties = paragraph.Elements().FirstOrDefault(one => one.Name.LocalName == "pPr");
        if (IsDeleted(properties?.Elements().FirstOrDefault(one => one.Name.LocalName == "rPr"))) open = false;
    }
}
