using System.Globalization;
using System.Text;
using System.Xml;

namespace Concord.Bilingual.Exchange;

/// <summary>Reads a stranger's XML from its beginning to its end, holding no more than one record at a time.</summary>
/// <remarks>A document type is passed over: nothing it names is fetched, no entity it declares is known. Depth, the length of one text and
/// the size of one record are limited, so that no file can fill the memory.</remarks>
internal sealed class XmlInput : IDisposable
{
    /// <summary>No format that is read here nests more than a dozen.</summary>
    internal const int DeepestNesting = 100;

    /// <summary>In characters. The joint records of many years together are shorter.</summary>
    internal const int LongestText = 1_000_000;

    /// <summary>In bytes: one entry or unit with all that is in it, a header, or anything else before the first record.</summary>
    internal const int LargestRecord = 16 * 1024 * 1024;

    private readonly Metered bytes;
    private readonly XmlReader reader;
    private readonly Func<bool> next;
    private readonly Func<string> value;

    public XmlInput(Stream stream)
    {
        bytes = new(stream, TooLarge);
        reader = Understood(() => XmlReader.Create(bytes, new()
        {
            DtdProcessing = DtdProcessing.Ignore,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        }));
        (next, value) = (reader.Read, () => reader.Value);
    }

    public int Line => reader is IXmlLineInfo { LineNumber: > 0 and var line } ? line : 1;

    /// <summary>Goes to the root, which must have one of these names, in whatever namespace.</summary>
    public void Root(string format, params string[] names)
    {
        while (reader.NodeType != XmlNodeType.Element && Read())
        {
        }

        if (names.Contains(reader.LocalName)) return;

        var expected = names.Select(name => $"<{name}>").ToList();
        throw Refused($"This is not a {format} file: its first element is <{Short(reader.LocalName)}>, not {string.Join(" or ", expected)}.",
            $"这不是{format}文件：首个元素是<{Short(reader.LocalName)}>，而不是{string.Join('或', expected)}。");
    }

    /// <summary>Goes to each child of the current element in turn. What the caller does not read of a child is passed over.</summary>
    /// <returns>The children's names, without namespace.</returns>
    public IEnumerable<string> Children()
    {
        if (reader.IsEmptyElement) yield break;

        var depth = reader.Depth;
        while (Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
            if (reader.NodeType == XmlNodeType.Element && reader.Depth == depth + 1) yield return reader.LocalName;
    }

    /// <summary>The current element is a new record: what was read before it counts no longer.</summary>
    public void BeginRecord() => bytes.Start();

    /// <summary>An attribute of the current element by its qualified name; null when it is missing or blank.</summary>
    public string? Attribute(string name) =>
        reader.GetAttribute(name) is { } value && !string.IsNullOrWhiteSpace(value) ? Within(value.Trim().Length, value.Trim()) : null;

    /// <summary>As <see cref="Attribute(string)"/>, by name and namespace.</summary>
    public string? Attribute(string name, string space) =>
        reader.GetAttribute(name, space) is { } value && !string.IsNullOrWhiteSpace(value) ? Within(value.Trim().Length, value.Trim()) : null;

    /// <summary>The namespace of the current element.</summary>
    public string Namespace => reader.NamespaceURI;

    /// <summary>Whether blanks count in the current element (xml:space).</summary>
    /// <param name="inherited">Whether they do in the element around it.</param>
    public bool Preserves(bool inherited) => reader.GetAttribute("xml:space") switch
    {
        "preserve" => true,
        "default" => false,
        _ => inherited,
    };

    /// <summary>The language of the current element, by xml:lang or the older lang.</summary>
    /// <exception cref="ExchangeException">It is missing or no language tag.</exception>
    public string Language()
    {
        var stated = Attribute("xml:lang") ?? Attribute("lang")
            ?? throw Refused($"The element <{reader.LocalName}> does not say its language (xml:lang).",
                $"元素<{reader.LocalName}>未注明语言（xml:lang）。");
        return LanguageTag.TryCanonical(stated, out var tag)
            ? tag
            : throw Refused($"“{Short(stated)}” is not a language tag such as en or zh-Hans.",
                $"“{Short(stated)}”不是en、zh-Hans之类的语言代码。");
    }

    /// <summary>All text of the current element and of what is in it, exactly as it stands, except inside elements of the names left
    /// out.</summary>
    /// <param name="codePoints">Whether elements cp stand for the characters that XML cannot hold (XLIFF).</param>
    public string Text(IReadOnlySet<string>? leftOut = null, bool codePoints = false)
    {
        if (reader.IsEmptyElement) return "";

        var text = new StringBuilder();
        var (depth, hiding) = (reader.Depth, int.MaxValue);
        while (Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
            if (reader.NodeType == XmlNodeType.Element && !reader.IsEmptyElement && leftOut?.Contains(reader.LocalName) == true)
                hiding = Math.Min(hiding, reader.Depth);
            else if (reader.NodeType == XmlNodeType.EndElement && reader.Depth == hiding)
                hiding = int.MaxValue;
            else if (codePoints && reader.NodeType == XmlNodeType.Element && reader.LocalName == "cp")
                text.Append(CodePoint());
            else if (hiding == int.MaxValue && reader.HasValue && Understood(value) is var part)
                text.Append(Within(text.Length + part.Length, part));
        }

        return text.ToString();
    }

    /// <summary>Reads what is left, so that a file that breaks off behind the last record is found out.</summary>
    public void Finish()
    {
        while (Read())
        {
        }
    }

    public void Dispose()
    {
        reader.Dispose();
        bytes.Dispose();
    }

    private string CodePoint() => Attribute("hex") is { } hex && int.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point) && point is >= 0 and <= 0x10FFFF
        ? point is >= 0xD800 and <= 0xDFFF ? ((char)point).ToString() : char.ConvertFromUtf32(point)
        : throw Refused("This is not a code point (cp).", "此处的代码点（cp）无效。");

    private bool Read()
    {
        if (!Understood(next)) return false;

        if (reader.Depth > DeepestNesting) throw Refused($"Elements are nested more than {DeepestNesting} deep.", $"元素嵌套超过{DeepestNesting}层。");

        return true;
    }

    // The first bytes are looked at as soon as the reader is made, and the end of a long text only when it is asked for.
    private static T Understood<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (XmlException exception)
        {
            throw new ExchangeException(Math.Max(1, exception.LineNumber),
                $"The XML is not well formed at column {exception.LinePosition}: a tag is not closed, a character or an entity is not allowed "
                + "there, or the file breaks off.",
                $"第{exception.LinePosition}列处的XML格式有误：标签未闭合、出现不允许的字符或实体，或文件不完整。", exception);
        }
    }

    private string Within(int length, string value) => length <= LongestText
        ? value
        : throw Refused($"A text is longer than {LongestText} characters.", $"单段文字超过{LongestText}个字符。");

    private ExchangeException TooLarge() =>
        Refused($"One entry, or what stands before the first, is larger than {LargestRecord >> 20} MB.",
            $"单个条目（或首个条目之前的内容）超过{LargestRecord >> 20}MB。");

    public ExchangeException Refused(string english, string chinese) => new(Line, english, chinese);

    public static string Short(string name) => name.Length > 40 ? name[..40] + "…" : name;

    /// <summary>Counts what is read, and leaves the stream open.</summary>
    private sealed class Metered(Stream stream, Func<Exception> tooLarge) : Stream
    {
        private long read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public void Start() => read = 0;

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var got = stream.Read(buffer);
            read += got;
            return read <= LargestRecord ? got : throw tooLarge();
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
