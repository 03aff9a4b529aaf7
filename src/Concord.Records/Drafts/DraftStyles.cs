using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Concord.Records.Drafts;

/// <summary>How the document of a draft looks: named styles, so that whoever works on it can change it in one place.</summary>
internal static class DraftStyles
{
    public const string Title = "RecordTitle";
    public const string Small = "RecordNote";
    public const string Header = "RecordEdge";
    public const string Head = "RecordColumn";
    public const string Section = "RecordSection";
    public const string Number = "RecordNumber";
    public const string State = "RecordState";
    public const string Comment = "RecordRemark";
    public const string CommentMark = "RecordRemarkMark";
    public const string Contested = "RecordContested";
    public const string Table = "RecordTable";

    private const string ink = "1F2933";
    private const string quiet = "52606D";
    private const string line = "9AA5B1";

    /// <summary>The style of a kind of paragraph, which also says of a new row what it is.</summary>
    public static string Of(ParagraphKind kind) => "Record" + kind;

    /// <summary>What kind a style stands for; null when it says nothing.</summary>
    public static ParagraphKind? Kind(string? style) =>
        Enum.GetValues<ParagraphKind>().Where(kind => Of(kind) == style).Cast<ParagraphKind?>().FirstOrDefault();

    public static Styles Of(Draft draft) => new(
        new DocDefaults(
            new RunPropertiesDefault(new RunPropertiesBaseStyle(
                new RunFonts { Ascii = "Cambria", HighAnsi = "Cambria", EastAsia = "SimSun", ComplexScript = "Times New Roman" },
                new Color { Val = ink },
                new FontSize { Val = "21" },
                new FontSizeComplexScript { Val = "21" },
                new Languages { Val = Shown.LanguageOfWord(draft.Languages[0]), EastAsia = draft.Languages.Where(Shown.IsEastAsian).Select(Shown.LanguageOfWord).FirstOrDefault() ?? "zh-CN" })),
            new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle(
                new SpacingBetweenLines { Before = "0", After = "0", Line = "276", LineRule = LineSpacingRuleValues.Auto }))),
        Named("Normal", null, new(), new(), isDefault: true),
        Named(Title, "Normal", Spaced(0, 60, keep: true), new(new Bold(), new FontSize { Val = "30" })),
        Named(Small, "Normal", Spaced(60, 60), new(new Color { Val = quiet }, new FontSize { Val = "17" })),
        Named(Header, "Normal", new(new Tabs(new TabStop { Val = TabStopValues.Right, Position = 9638 })), new(new Color { Val = quiet }, new FontSize { Val = "16" })),
        Named(Head, "Normal", Spaced(60, 60, keep: true), new(new Bold(), new FontSize { Val = "19" })),
        Named(Section, "Normal", Spaced(80, 80, keep: true), new(new Bold(), new FontSize { Val = "21" })),
        Named(Number, "Normal", Spaced(80, 20), new(new Color { Val = quiet }, new FontSize { Val = "19" })),
        Named(State, "Normal", Spaced(0, 20), new(new Color { Val = quiet }, new FontSize { Val = "15" })),
        Named(Of(ParagraphKind.Text), "Normal", Spaced(80, 80), new()),
        Named(Of(ParagraphKind.Heading), "Normal", Spaced(80, 80, keep: true), new(new Bold())),
        Named(Of(ParagraphKind.Commitment), "Normal", new(
            new ParagraphBorders(new LeftBorder { Val = BorderValues.Single, Size = 12, Space = 6, Color = line }),
            new SpacingBetweenLines { Before = "80", After = "80" },
            new Indentation { Left = "140" }), new()),
        Named(Comment, "Normal", new(), new(new FontSize { Val = "19" })),
        new Style(new StyleName { Val = CommentMark }, new StyleRunProperties(new FontSize { Val = "16" })) { Type = StyleValues.Character, StyleId = CommentMark, CustomStyle = true },
        new Style(new StyleName { Val = Contested }, new StyleRunProperties(
            new Bold(),
            new Shading { Val = ShadingPatternValues.Clear, Color = "auto", Fill = "F3E9CF" }))
        { Type = StyleValues.Character, StyleId = Contested, CustomStyle = true },
        Grid());

    private static Style Grid() => new(
        new StyleName { Val = Table },
        new StyleTableProperties(
            new TableBorders(
                new TopBorder { Val = BorderValues.Single, Size = 8, Color = ink },
                new BottomBorder { Val = BorderValues.Single, Size = 8, Color = ink },
                new InsideHorizontalBorder { Val = BorderValues.Single, Size = 4, Color = line },
                new InsideVerticalBorder { Val = BorderValues.Single, Size = 4, Color = line }),
            new TableCellMarginDefault(
                new TableCellLeftMargin { Width = 100, Type = TableWidthValues.Dxa },
                new TableCellRightMargin { Width = 100, Type = TableWidthValues.Dxa })))
    { Type = StyleValues.Table, StyleId = Table, CustomStyle = true };

    private static StyleParagraphProperties Spaced(int before, int after, bool keep = false)
    {
        var properties = new StyleParagraphProperties();
        if (keep) properties.KeepNext = new();
        properties.SpacingBetweenLines = new() { Before = $"{before}", After = $"{after}" };
        return properties;
    }

    private static Style Named(string name, string? basis, StyleParagraphProperties paragraph, StyleRunProperties run, bool isDefault = false)
    {
        var style = new Style(new StyleName { Val = name }) { Type = StyleValues.Paragraph, StyleId = name, CustomStyle = !isDefault, Default = isDefault };
        if (basis is not null) style.Append(new BasedOn { Val = basis });
        if (paragraph.HasChildren) style.Append(paragraph);
        if (run.HasChildren) style.Append(run);
        return style;
    }
}
