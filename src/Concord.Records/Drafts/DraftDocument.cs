using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.CustomProperties;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.VariantTypes;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Concord.Records.Drafts;

/// <summary>Writes one draft into one empty document.</summary>
internal sealed partial class DraftDocument(Draft draft, WordprocessingDocument document)
{
    // In twentieths of a point: A4 with margins of 2 cm leaves 17 cm.
    private const int page = 11906;
    private const int margin = 1134;
    private const int whole = page - (2 * margin);
    private const int first = 1300;

    private readonly MainDocumentPart main = document.AddMainDocumentPart();
    private int marks;

    private int Column => (whole - first) / draft.Languages.Count;

    public void Write()
    {
        main.AddNewPart<StyleDefinitionsPart>("rIdStyles").Styles = DraftStyles.Of(draft);
        main.AddNewPart<DocumentSettingsPart>("rIdSettings").Settings = Settings();
        Carry();
        Remarks();
        var table = Table();
        main.Document = new(new Body([.. Front(), table, new Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = DraftStyles.Small })), Section()]));
        Describe();
        // Ids that the library draws by lot would make another document of the same draft.
        foreach (var (index, one) in document.Parts.Select(pair => pair.OpenXmlPart).OrderBy(part => part.Uri.OriginalString, StringComparer.Ordinal).ToList().Index())
            document.ChangeIdOfPart(one, $"rId{index + 1}");
        main.Document.Save();
    }

    private Settings Settings() => new(
        new Zoom { Percent = "100" },
        new DefaultTabStop { Val = 720 },
        new CharacterSpacingControl { Val = CharacterSpacingValues.DoNotCompress },
        new Compatibility(
            new CompatibilitySetting { Name = CompatSettingNameValues.CompatibilityMode, Uri = "http://schemas.microsoft.com/office/word", Val = "15" }),
        new ThemeFontLanguages { Val = Shown.LanguageOfWord(draft.Languages[0]), EastAsia = draft.Languages.Where(Shown.IsEastAsian).Select(Shown.LanguageOfWord).FirstOrDefault() });

    /// <summary>What was written, for whoever reads the document back; and the record's key where people can see it.</summary>
    private void Carry()
    {
        var part = main.AddCustomXmlPart(CustomXmlPartType.CustomXml, "rIdDraft");
        using (var stream = part.GetStream(FileMode.Create))
        using (var xml = XmlWriter.Create(stream, new() { NewLineHandling = NewLineHandling.Entitize })) DraftXml.Of(draft).Save(xml);
        var properties = part.AddNewPart<CustomXmlPropertiesPart>("rId1");
        XNamespace store = "http://schemas.openxmlformats.org/officeDocument/2006/customXml";
        using (var stream = properties.GetStream(FileMode.Create))
        {
            new XDocument(new XElement(store + "datastoreItem",
                new XAttribute(XNamespace.Xmlns + "ds", store),
                new XAttribute(store + "itemID", "{" + new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(draft.Key)).AsSpan(0, 16)).ToString().ToUpperInvariant() + "}"),
                new XElement(store + "schemaRefs", new XElement(store + "schemaRef", new XAttribute(store + "uri", DraftXml.Space))))).Save(stream);
        }

        document.AddCustomFilePropertiesPart().Properties = new(new CustomDocumentProperty(new VTLPWSTR(DraftXml.Clean(draft.Key)))
        {
            FormatId = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}",
            PropertyId = 2,
            Name = DraftDocx.RecordProperty,
        });
    }

    private void Describe()
    {
        XNamespace core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
        XNamespace dublin = "http://purl.org/dc/elements/1.1/";
        using var stream = document.AddCoreFilePropertiesPart().GetStream(FileMode.Create);
        new XDocument(new XElement(core + "coreProperties",
            new XElement(dublin + "title", DraftXml.Clean(draft.Title.For(draft.Languages[0]))),
            new XElement(dublin + "language", string.Join(", ", draft.Languages)))).Save(stream);
    }

    /// <summary>All comments: numbered through, paragraph by paragraph.</summary>
    private void Remarks()
    {
        var comments = new Comments();
        foreach (var comment in draft.Paragraphs.SelectMany(paragraph => paragraph.Comments))
        {
            var by = DraftXml.Clean(comment.By);
            comments.Append(new Comment(comment.Text.Split('\n').Select(line => new Paragraph(
                new ParagraphProperties(new ParagraphStyleId { Val = DraftStyles.Comment }),
                new Run(Words(line)))))
            {
                Id = comments.ChildElements.Count.ToString(CultureInfo.InvariantCulture),
                Author = by.Length > 0 ? by : "–",
                Initials = string.Concat(by.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word[0]).Take(3)),
            });
        }

        if (comments.HasChildren) main.AddNewPart<WordprocessingCommentsPart>("rIdComments").Comments = comments;
    }

    private IEnumerable<OpenXmlElement> Front()
    {
        foreach (var language in draft.Languages.Where(draft.Title.ContainsKey))
            yield return Line(DraftStyles.Title, language, draft.Title[language]);
        foreach (var language in draft.Languages) yield return Line(DraftStyles.Small, language, Advice(language));
    }

    private static string Advice(string language) => Shown.Said(language,
        "Text under negotiation. Words in [square brackets] are not agreed; a name before a colon says whose they are. Change the texts in the "
        + "table, with or without tracked changes; add, split, merge, move or delete rows; remark in comments. What stands above the table, "
        + "the first column and all formatting are not read back.",
        "谈判中的案文。[方括号]内的文字尚未商定，冒号前的名称表示由哪一方提出。请在表格内修改文字（可使用修订模式），可增加、拆分、合并、移动或删除行，"
        + "意见请写在批注中。表格上方的文字、第一栏及所有格式不会被读回。");

    private Paragraph Line(string style, string language, string text) =>
        new(new ParagraphProperties(new ParagraphStyleId { Val = style }), InLanguage(new Run(Words(text)), language));

    private SectionProperties Section()
    {
        var (header, footer) = (main.AddNewPart<HeaderPart>("rIdHeader"), main.AddNewPart<FooterPart>("rIdFooter"));
        header.Header = new(new Paragraph((OpenXmlElement[])
        [
            new ParagraphProperties(new ParagraphStyleId { Val = DraftStyles.Header }),
            .. Spread(draft.Languages.Where(draft.Title.ContainsKey).Select(language => InLanguage(new Run(Words(draft.Title[language])), language))),
        ]));
        footer.Footer = new(new Paragraph(
            new ParagraphProperties(new ParagraphStyleId { Val = DraftStyles.Header }),
            new Run(Words(draft.Key)), new Run(new TabChar()),
            new SimpleField(new Run(Words("1"))) { Instruction = "PAGE" }, new Run(Words(" / ")), new SimpleField(new Run(Words("1"))) { Instruction = "NUMPAGES" }));
        return new(
            new HeaderReference { Type = HeaderFooterValues.Default, Id = main.GetIdOfPart(header) },
            new FooterReference { Type = HeaderFooterValues.Default, Id = main.GetIdOfPart(footer) },
            new PageSize { Width = page, Height = 16838 },
            new PageMargin { Top = margin, Bottom = margin, Left = margin, Right = margin, Header = 567, Footer = 567, Gutter = 0 });
    }

    private static IEnumerable<OpenXmlElement> Spread(IEnumerable<Run> runs)
    {
        var between = false;
        foreach (var run in runs)
        {
            if (between) yield return new Run(new TabChar());
            yield return run;
            between = true;
        }
    }

    /// <summary>The words of one line as a run holds them.</summary>
    private static IEnumerable<OpenXmlElement> Words(string text)
    {
        var parts = DraftXml.Clean(text).Split('\t');
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0) yield return new TabChar();
            if (parts[i].Length > 0) yield return new Text(parts[i]) { Space = SpaceProcessingModeValues.Preserve };
        }
    }

    private static Run InLanguage(Run run, string language)
    {
        var properties = run.RunProperties ??= new();
        var tag = Shown.LanguageOfWord(language);
        if (!Shown.IsEastAsian(language))
        {
            properties.Languages = new() { Val = tag };
            return run;
        }

        // The hint puts quotation marks and dashes, which both scripts share, into the font of this one.
        properties.RunFonts = new() { Hint = FontTypeHintValues.EastAsia };
        properties.Languages = new() { EastAsia = tag };
        return run;
    }
}
