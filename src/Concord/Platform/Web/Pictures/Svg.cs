using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Html;

namespace Concord.Platform.Web.Pictures;

/// <summary>Writes an SVG picture by hand: what is said is encoded, numbers have one decimal and a point in every culture. Colours and
/// strokes are classes of the style sheet, since the policy of the pages allows no inline style.</summary>
internal sealed class Svg
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly StringBuilder markup = new();

    /// <summary>Markup as it stands, with the numbers put in.</summary>
    public Svg Raw(FormattableString text)
    {
        markup.Append(string.Create(CultureInfo.InvariantCulture, $"{text.ToString(OneDecimal.Instance)}"));
        return this;
    }

    /// <summary>Words, encoded.</summary>
    public Svg Say(string words)
    {
        markup.Append(Encoder.Encode(words));
        return this;
    }

    public IHtmlContent ToHtml() => new HtmlString(markup.ToString());

    /// <summary>Coordinates with one decimal are exact enough for the eye; strings are encoded for attributes.</summary>
    private sealed class OneDecimal : IFormatProvider, ICustomFormatter
    {
        public static readonly OneDecimal Instance = new();

        public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

        public string Format(string? format, object? arg, IFormatProvider? formatProvider) => arg switch
        {
            double number => Math.Round(number, 1).ToString("0.#", CultureInfo.InvariantCulture),
            string words => Encoder.Encode(words),
            IFormattable other => other.ToString(format, CultureInfo.InvariantCulture),
            _ => Encoder.Encode(arg?.ToString() ?? ""),
        };
    }
}
