using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Concord.Records.Documents;

/// <summary>
/// A sealed record in Akoma Ntoso 3.0 (OASIS LegalDocML): a document per language, all of them expressions of one work, in a ZIP archive.
/// </summary>
internal static class AkomaNtoso
{
    private static readonly XNamespace akn = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";

    public static byte[] Of(Printed printed) =>
        FixedZip.Of(printed.Record.Languages.Select(language => ($"{printed.Record.Key}.{language}.xml", Bytes(Document(printed, language)))));

    private static byte[] Bytes(XElement document)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new() { Encoding = new UTF8Encoding(false), Indent = false, NewLineHandling = NewLineHandling.Entitize })) document.Save(xml);
        return stream.ToArray();
    }

    private static XElement Document(Printed printed, string language) =>
        new(akn + "akomaNtoso", new XElement(
            akn + "doc",
            new XAttribute("name", "joint-record"),
            new XAttribute("contains", "originalVersion"),
            Meta(printed, language),
            Preface(printed, language),
            new XElement(akn + "mainBody", new XAttribute(XNamespace.Xml + "lang", language), printed.Record.Sections.Select((section, at) => Section(printed, section, at + 1, language))),
            Conclusions(printed, language)));

    private static XElement Meta(Printed printed, string language)
    {
        var record = printed.Record;
        var day = printed.Day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

        // No country of ISO 3166 makes a record of two sides: XX is the code that the standard leaves to its users.
        var work = $"/akn/xx/doc/joint-record/{day}/{Uri.EscapeDataString(printed.Number)}";
        var three = CultureInfo.GetCultureInfo(language).ThreeLetterISOLanguageName;
        var expression = $"{work}/{three}@{day}";
        var date = new XElement(akn + "FRBRdate", new XAttribute("date", day), new XAttribute("name", "signature"));
        var authors = record.Parties.Select(party => new XElement(akn + "FRBRauthor", new XAttribute("href", "#" + IdOf(party)))).ToList();
        return new(
            akn + "meta",
            new XElement(
                akn + "identification",
                new XAttribute("source", "#" + IdOf(record.Parties[0])),
                new XElement(
                    akn + "FRBRWork",
                    Value("FRBRthis", work + "/!main"),
                    Value("FRBRuri", work),
                    new XElement(akn + "FRBRalias", new XAttribute("name", "sha-256"), new XAttribute("value", record.Hash())),
                    date,
                    authors,
                    Value("FRBRcountry", "xx"),
                    Value("FRBRsubtype", "joint-record"),
                    Value("FRBRnumber", printed.Number),
                    record.Title.Values.Select(title => Value("FRBRname", title)), // the work is the same in every document
                    Value("FRBRauthoritative", "true")),
                new XElement(
                    akn + "FRBRExpression",
                    Value("FRBRthis", expression + "/!main"),
                    Value("FRBRuri", expression),
                    date,
                    authors,
                    Value("FRBRauthoritative", record.Authentic.Contains(language) ? "true" : "false"),
                    new XElement(akn + "FRBRlanguage", new XAttribute("language", three))),
                new XElement(
                    akn + "FRBRManifestation",
                    Value("FRBRthis", expression + "/!main.xml"),
                    Value("FRBRuri", expression + ".akn"),
                    date,
                    authors,
                    Value("FRBRformat", "application/akn+xml"))),
            References(printed, language));
    }

    private static XElement References(Printed printed, string language)
    {
        XElement Reference(string kind, string id, string address, string name) =>
            new(akn + kind, new XAttribute("eId", id), new XAttribute("href", address), new XAttribute("showAs", name));
        return new(
            akn + "references",
            new XAttribute("source", "#" + IdOf(printed.Record.Parties[0])),
            printed.PartiesIn(language).Select(party => Reference("TLCOrganization", IdOf(party), "/akn/ontology/organization/" + Uri.EscapeDataString(party.Key), party.Name.For(language))),
            printed.Statements.Select(one => Reference("TLCPerson", "person-" + one.Party, "/akn/ontology/person/" + Uri.EscapeDataString(one.Person.For("en")), one.Person.For(language))),
            Reference("TLCConcept", "commitment", "/akn/ontology/concept/commitment", PrintedWords.IsChinese(language) ? "承诺" : "Commitment"),
            Reference("TLCConcept", "reservation", "/akn/ontology/concept/reservation", PrintedWords.IsChinese(language) ? "保留" : "Reservation"),
            Reference("TLCConcept", "disagreement", "/akn/ontology/concept/disagreement", PrintedWords.IsChinese(language) ? "存在分歧" : "Agreed to disagree"));
    }

    private static XElement Preface(Printed printed, string language) =>
        new(
            akn + "preface",
            new XAttribute(XNamespace.Xml + "lang", language),
            new XElement(akn + "p", printed.Record.Programme.For(language)),
            new XElement(akn + "p", new XElement(akn + "docTitle", printed.Title(language))),
            new XElement(akn + "p", new XElement(akn + "docNumber", printed.Number)),
            new XElement(akn + "p", PrintedWords.Round(printed.Record.Round, printed.Number, language)));

    private static XElement Section(Printed printed, RecordSection section, int at, string language)
    {
        var (id, paragraphs, headings) = ($"sec_{at}", 0, 0);
        return new(
            akn + "section",
            new XAttribute("eId", id),
            section.Name is { } name ? new XElement(akn + "heading", Words(Printed.In(name, language), language)) : null,
            section.Paragraphs.Select(paragraph => paragraph.Kind == ParagraphKind.Heading
                ? new XElement(akn + "crossHeading", new XAttribute("eId", $"{id}__crossHeading_{++headings}"), new XAttribute("GUID", paragraph.Key), Words(Printed.In(paragraph.Text, language), language))
                : Paragraph(printed, paragraph, $"{id}__para_{++paragraphs}", language)));
    }

    private static XElement Paragraph(Printed printed, RecordParagraph paragraph, string id, string language) =>
        new(
            akn + "paragraph",
            new XAttribute("eId", id),
            new XAttribute("GUID", paragraph.Key),
            paragraph.Kind == ParagraphKind.Commitment ? new object[] { new XAttribute("class", "commitment"), new XAttribute("refersTo", "#commitment") } : null,
            new XElement(
                akn + "content",
                new XElement(akn + "p", Words(Printed.In(paragraph.Text, language), language)),
                paragraph.Statements.Select(statement => Statement(printed, statement, language))));

    private static XElement Statement(Printed printed, RecordStatement statement, string language)
    {
        var party = printed.Record.Parties.First(one => one.Key == statement.Party);
        var concept = statement.Disagreement ? "disagreement" : "reservation";
        return new(
            akn + "p",
            new XAttribute("class", concept),
            new XAttribute("refersTo", "#" + concept),
            new XElement(akn + "organization", new XAttribute("refersTo", "#" + IdOf(party)), party.Name.For(language)),
            PrintedWords.IsChinese(language) ? "：" : ": ",
            new XElement(akn + "span", Words(Printed.In(statement.Text, language), language)));
    }

    private static XElement Conclusions(Printed printed, string language) =>
        new(
            akn + "conclusions",
            new XAttribute(XNamespace.Xml + "lang", language),
            printed.PartiesIn(language).Select(party => printed.Statements.FirstOrDefault(one => one.Party == party.Key) is not { } signed ? null : new XElement(
                akn + "p",
                new XElement(akn + "organization", new XAttribute("refersTo", "#" + IdOf(party)), party.Name.For(language)),
                PrintedWords.IsChinese(language) ? "：" : ": ",
                new XElement(
                    akn + "signature",
                    new XElement(akn + "person", new XAttribute("refersTo", "#person-" + party.Key), signed.Person.For(language)),
                    signed.Capacity is { } capacity ? (PrintedWords.IsChinese(language) ? "，" : ", ") + capacity.For(language) : null,
                    PrintedWords.IsChinese(language) ? "，" : ", ",
                    new XElement(akn + "date", new XAttribute("date", signed.At.InUtc().Date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)), signed.At.InUtc().Date.ToString(PrintedWords.IsChinese(language) ? "uuuu年M月d日" : "d MMMM uuuu", CultureInfo.InvariantCulture))))),
            new XElement(akn + "p", PrintedWords.Authentic(printed.Record.Languages, printed.Record.Authentic, language)));

    /// <summary>Words, marked where they are in another language than the document; lines as they were typed.</summary>
    private static IEnumerable<object> Words(Said said, string language)
    {
        if (said.Language != language) yield return new XAttribute(XNamespace.Xml + "lang", said.Language);
        foreach (var (at, line) in said.Text.Split('\n').Index())
        {
            if (at > 0) yield return new XElement(akn + "eol");
            yield return line;
        }
    }

    private static string IdOf(RecordParty party) => "party-" + party.Key;

    private static XElement Value(string name, string value) => new(akn + name, new XAttribute("value", value));
}
