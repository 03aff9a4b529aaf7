using System.Globalization;
using System.Text;

namespace Concord.Bilingual.Exchange;

/// <summary>Texts on their way to translators and back in XLIFF: reads 2.0 to 2.2, writes 2.1.</summary>
/// <remarks>Source: XLIFF Version 2.1, OASIS Standard, 13 February 2018.</remarks>
public static partial class Xliff
{
    /// <summary>The namespace of the core, the same in all versions of XLIFF 2 up to 2.1.</summary>
    public const string CoreNamespace = "urn:oasis:names:tc:xliff:document:2.0";

    /// <summary>The namespace of what Concord adds to a unit.</summary>
    public const string OwnNamespace = "urn:concord:xliff:1";

    /// <summary>Reads a file.</summary>
    /// <param name="stream">The file, in any encoding XML allows. Left open.</param>
    /// <returns>Its units in order, those in groups too; segments of a unit joined, in the order their targets ask for. Codes inside a text
    /// are left out, what they enclose stays. Where a text need not keep its blanks (xml:space) they are folded. Modules and extensions are
    /// passed over.</returns>
    /// <exception cref="ExchangeException">The file is no XLIFF 2, is not well formed, breaks a rule that its texts depend on, or goes beyond
    /// a limit (nesting 100, a text of 1,000,000 characters, a unit of 16 MB).</exception>
    public static XliffDocument Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var xml = new XmlInput(stream);
        xml.Root("XLIFF", "xliff");
        var version = xml.Attribute("version");
        if (version is not ("2.0" or "2.1" or "2.2") || xml.Namespace is not (CoreNamespace or "urn:oasis:names:tc:xliff:document:2.2"))
        {
            throw xml.Refused($"This is XLIFF {XmlInput.Short(version ?? "?")}; XLIFF 2.0, 2.1 and 2.2 are read.",
                $"这是XLIFF {XmlInput.Short(version ?? "?")}；可读取的版本为XLIFF 2.0、2.1和2.2。");
        }

        var (source, target) = (Language(xml, "srcLang"), xml.Attribute("trgLang") is null ? null : Language(xml, "trgLang"));
        if (source is null)
            throw xml.Refused("The file does not say the language it is translated from (srcLang).", "文件未注明源语言（srcLang）。");

        var reading = new Reading(xml, source, target);
        var preserves = xml.Preserves(false);
        var files = new List<XliffFile>();
        foreach (var part in xml.Children())
            if (part == "file") files.Add(reading.File(preserves));
        if (files.Count == 0) throw xml.Refused("There is no <file> in it.", "其中没有<file>元素。");
        if (files.GroupBy(file => file.Id, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw xml.Refused($"Two files have the id “{XmlInput.Short(twice.Key)}”.", $"有两个<file>的id都是“{XmlInput.Short(twice.Key)}”。");

        xml.Finish();
        return new(source, target, files);
    }

    private static string? Language(XmlInput xml, string attribute)
    {
        if (xml.Attribute(attribute) is not { } stated) return null;

        return LanguageTag.TryCanonical(stated, out var tag) ? tag : throw xml.Refused(
            $"“{XmlInput.Short(stated)}” is not a language tag such as en or zh-Hans.", $"“{XmlInput.Short(stated)}”不是en、zh-Hans之类的语言代码。");
    }

    private static XliffState State(XmlInput xml) => xml.Attribute("state") switch
    {
        null or "initial" => XliffState.Initial,
        "translated" => XliffState.Translated,
        "reviewed" => XliffState.Reviewed,
        "final" => XliffState.Final,
        var other => throw xml.Refused($"“{XmlInput.Short(other)}” is not a state: initial, translated, reviewed or final.",
            $"“{XmlInput.Short(other)}”不是有效状态；应为initial、translated、reviewed或final。"),
    };

    /// <summary>A segment while its unit is read.</summary>
    private readonly record struct Piece(string Source, string? Target, XliffState State, int? Order, bool IsText);

    private sealed class Reading(XmlInput xml, string source, string? target)
    {
        public XliffFile File(bool preserves)
        {
            var (id, original) = (Id("file"), xml.Attribute("original"));
            var (units, notes, ids) = (new List<XliffUnit>(), new List<XliffNote>(), new HashSet<string>(StringComparer.Ordinal));
            Content(units, notes, ids, xml.Preserves(preserves));
            if (units.Count == 0 && !ids.Contains("")) throw xml.Refused("There is no unit in this file.", "该<file>中没有翻译单元。");

            return new(id, original, units) { Notes = notes };
        }

        // A group may be empty, a file may not.
        private void Content(List<XliffUnit> units, List<XliffNote>? notes, HashSet<string> ids, bool preserves)
        {
            foreach (var part in xml.Children())
            {
                switch (part)
                {
                    case "notes": notes?.AddRange(Notes()); break;
                    case "group":
                        ids.Add("");
                        Content(units, null, ids, xml.Preserves(preserves));
                        break;
                    case "unit":
                        units.Add(Unit(preserves));
                        if (!ids.Add(units[^1].Id))
                            throw xml.Refused($"Two units have the id “{XmlInput.Short(units[^1].Id)}”.", $"有两个翻译单元的id都是“{XmlInput.Short(units[^1].Id)}”。");
                        break;
                }
            }
        }

        private XliffUnit Unit(bool preserves)
        {
            xml.BeginRecord();
            preserves = xml.Preserves(preserves);
            var unit = new XliffUnit(Id("unit"), "", null)
            {
                Name = xml.Attribute("name"),
                Version = int.TryParse(xml.Attribute("version", OwnNamespace), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null,
                Before = xml.Attribute("before", OwnNamespace),
                MayChange = xml.Attribute("translate") != "no",
            };
            var (pieces, notes, line) = (new List<Piece>(), new List<XliffNote>(), xml.Line);
            foreach (var part in xml.Children())
            {
                if (part == "notes") notes.AddRange(Notes());
                else if (part is "segment" or "ignorable") pieces.Add(Segment(part == "segment", preserves));
            }

            if (!pieces.Any(piece => piece.IsText))
                throw new ExchangeException(line, "This unit has no segment.", "该翻译单元没有<segment>。");

            var texts = pieces.Where(piece => piece.IsText).ToList();
            return unit with
            {
                Source = string.Concat(pieces.Select(piece => piece.Source)),
                // What lies between segments is the same in both, unless it says otherwise.
                Target = texts.All(piece => piece.Target is not null) ? string.Concat(InOrder(pieces, line).Select(piece => piece.Target ?? piece.Source)) : null,
                State = texts.Min(piece => piece.State),
                Notes = notes,
            };
        }

        private Piece Segment(bool isText, bool preserves)
        {
            var state = isText ? State(xml) : XliffState.Final;
            var (from, to, order, line) = ((string?)null, (string?)null, (int?)null, xml.Line);
            foreach (var part in xml.Children())
            {
                if (part == "source") from = Text(source, preserves);
                if (part != "target") continue;

                if (target is null) throw xml.Refused("There is a target, but the file does not say its language (trgLang).", "文件含有译文，但未注明目标语言（trgLang）。");
                if (xml.Attribute("order") is { } stated)
                {
                    order = int.TryParse(stated, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place > 0 ? place : throw xml.Refused(
                        $"“{XmlInput.Short(stated)}” is not a place for a target.", $"“{XmlInput.Short(stated)}”不是有效的译文次序。");
                }

                to = Text(target, preserves);
            }

            return from is null
                ? throw new ExchangeException(line, "This segment has no source.", "该片段没有源文（<source>）。")
                : new(from, to, state, order, isText);
        }

        private string Text(string expected, bool preserves)
        {
            if (xml.Attribute("xml:lang") is not null && xml.Language() is var stated && !stated.Equals(expected, StringComparison.OrdinalIgnoreCase))
                throw xml.Refused($"This text is in {XmlInput.Short(stated)}, the file is for {expected}.", $"该文本标为{XmlInput.Short(stated)}，而文件的语言是{expected}。");

            preserves = xml.Preserves(preserves);
            var text = xml.Text(codePoints: true);
            return preserves ? text : Tbx.Tidy(text);
        }

        private static IEnumerable<Piece> InOrder(List<Piece> pieces, int line)
        {
            if (pieces.All(piece => piece.Order is null)) return pieces;

            // Who states no place has his own.
            var ordered = pieces.Select((piece, i) => (Piece: piece, Place: piece.Order ?? i + 1)).ToList();
            return ordered.DistinctBy(one => one.Place).Count() == ordered.Count && ordered.All(one => one.Place <= pieces.Count)
                ? ordered.OrderBy(one => one.Place).Select(one => one.Piece)
                : throw new ExchangeException(line, "The targets of this unit claim the same place, or one beyond the last.", "该单元中译文的次序重复或超出范围。");
        }

        private List<XliffNote> Notes()
        {
            var notes = new List<XliffNote>();
            foreach (var part in xml.Children())
            {
                if (part != "note") continue;

                var category = xml.Attribute("category");
                if (xml.Text(codePoints: true).Trim() is { Length: > 0 } text) notes.Add(new(text, category));
            }

            return notes;
        }

        private string Id(string element) => xml.Attribute("id")
            ?? throw xml.Refused($"This <{element}> has no id.", $"该<{element}>没有id。");
    }
}
