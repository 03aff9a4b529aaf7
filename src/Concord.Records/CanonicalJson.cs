using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Concord.Records;

/// <summary>The one form of a JSON text in which everybody gets the same bytes, and so the same hash (RFC 8785, JCS).</summary>
public static class CanonicalJson
{
    private static readonly UTF8Encoding utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly JsonDocumentOptions strict = new() { AllowDuplicateProperties = false };

    /// <summary>The canonical form of a JSON text.</summary>
    /// <param name="json">In UTF-8.</param>
    /// <exception cref="UnreadableException">No JSON, a member twice in one object, half of a surrogate pair, or a number beyond a double's range.</exception>
    public static byte[] Of(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, strict);
            var text = new StringBuilder();
            Write(document.RootElement, text);
            return utf8.GetBytes(text.ToString());
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or EncoderFallbackException)
        {
            throw new UnreadableException("No JSON that has a canonical form.", wrong);
        }
    }

    private static void Write(JsonElement value, StringBuilder text)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(value, text);
                break;
            case JsonValueKind.Array:
                var next = false;
                text.Append('[');
                foreach (var item in value.EnumerateArray())
                {
                    if (next) text.Append(',');
                    next = true;
                    Write(item, text);
                }

                text.Append(']');
                break;
            case JsonValueKind.String:
                WriteString(value.GetString()!, text);
                break;
            case JsonValueKind.Number:
                text.Append(NumberOf(value.GetDouble()));
                break;
            default:
                text.Append(value.GetRawText()); // true, false, null
                break;
        }
    }

    private static void WriteObject(JsonElement value, StringBuilder text)
    {
        text.Append('{');
        var next = false;
        foreach (var member in value.EnumerateObject().OrderBy(one => one.Name, StringComparer.Ordinal)) // ordinal: by UTF-16 code units
        {
            if (next) text.Append(',');
            next = true;
            WriteString(member.Name, text);
            text.Append(':');
            Write(member.Value, text);
        }

        text.Append('}');
    }

    private static void WriteString(string value, StringBuilder text)
    {
        text.Append('"');
        foreach (var one in value)
        {
            _ = one switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)one:x4}"),
                _ => text.Append(one),
            };
        }

        text.Append('"');
    }

    /// <summary>As ECMAScript writes a number (ECMA-262, Number::toString).</summary>
    /// <exception cref="UnreadableException">It is no number, or infinite.</exception>
    internal static string NumberOf(double value)
    {
        if (!double.IsFinite(value)) throw new UnreadableException("A number is beyond the range of a double.");
        if (value == 0) return "0";

        // The shortest digits that lead back to the number: digits × 10^(point - count).
        var parts = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture).Split('E');
        var mantissa = parts[0].Split('.');
        var all = mantissa[0] + mantissa.ElementAtOrDefault(1);
        var point = mantissa[0].Length + (parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0);
        var digits = all.TrimStart('0');
        point -= all.Length - digits.Length;
        digits = digits.TrimEnd('0');

        return (value < 0 ? "-" : "") + Laid(digits, point);
    }

    private static string Laid(string digits, int point)
    {
        if (point is > 0 and <= 21) return digits.Length <= point ? digits.PadRight(point, '0') : digits[..point] + "." + digits[point..];
        if (point is > -6 and <= 0) return "0." + new string('0', -point) + digits;

        var exponent = point - 1;
        var fraction = digits.Length > 1 ? "." + digits[1..] : "";
        return string.Create(CultureInfo.InvariantCulture, $"{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent)}");
    }
}
