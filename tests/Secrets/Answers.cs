using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Concord.Tests.Secrets;

/// <summary>An answer as it is compared and searched: status, headers and contents, with what differs between any two answers taken out.</summary>
internal sealed partial record Answer(int Status, string Text)
{
    /// <summary>The one list of what is normalised before two answers are compared.</summary>
    private static readonly (Regex What, string With)[] Normalised =
    [
        (FormToken(), "$1TOKEN"),          // antiforgery, new in every answer
        (Once(), "$1TOKEN"),               // what makes a double submit harmless, new in every form
        (Reference(), "<code>REFERENCE"),  // of a request, on error pages
        (Cookie(), "$1=COOKIE"),           // encrypted anew each time
        (NewKey(), "KEY"),                 // of an authenticator, drawn anew each time: its picture, letters, address and sealed form
    ];

    private static readonly string[] WithoutMeaning = ["Date", "Server", "Transfer-Encoding", "Connection", "Age", "Content-Length"];

    public static async Task<Answer> From(HttpResponseMessage response)
    {
        var text = new StringBuilder();
        text.Append((int)response.StatusCode).Append('\n');
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers).Where(header => !WithoutMeaning.Contains(header.Key)).OrderBy(header => header.Key, StringComparer.Ordinal))
        {
            text.Append(name).Append(": ").AppendJoin(", ", values).Append('\n');
        }

        var bytes = await response.Content.ReadAsByteArrayAsync();
        text.Append('\n').Append(bytes is [(byte)'P', (byte)'K', 3, 4, ..] ? Unpacked(bytes) : Encoding.UTF8.GetString(bytes));
        var all = text.ToString();

        // An address that another world answers on another port is the same address.
        var authority = response.RequestMessage!.RequestUri!.Authority;
        all = all.Replace(authority, "HOST", StringComparison.Ordinal);
        foreach (var (what, with) in Normalised) all = what.Replace(all, with);
        return new((int)response.StatusCode, all);
    }

    /// <summary>Where two answers part.</summary>
    public static string Difference(Answer one, Answer other)
    {
        var at = 0;
        while (at < one.Text.Length && at < other.Text.Length && one.Text[at] == other.Text[at]) at++;
        return $"«{Around(one.Text, at)}» instead of «{Around(other.Text, at)}»";
    }

    private static string Around(string text, int at) => Regex.Replace(text[Math.Max(0, at - 80)..Math.Min(text.Length, at + 120)], @"\s+", " ");

    /// <summary>What stands inside a file of files: a spreadsheet, a document.</summary>
    private static string Unpacked(byte[] bytes)
    {
        using var archive = new ZipArchive(new MemoryStream(bytes));
        var text = new StringBuilder();
        foreach (var entry in archive.Entries.OrderBy(entry => entry.FullName, StringComparer.Ordinal))
        {
            using var reader = new StreamReader(entry.Open());
            text.Append(entry.FullName).Append('\n').Append(reader.ReadToEnd()).Append('\n');
        }

        return text.ToString();
    }

    [GeneratedRegex("""(name="form-token"[^>]*value=")[^"]*""")]
    private static partial Regex FormToken();

    [GeneratedRegex("""(name="[Oo]nce"[^>]*value=")[^"]*""")]
    private static partial Regex Once();

    [GeneratedRegex("<code>[0-9a-f]{32}|<code>0H[A-Z0-9:]+")]
    private static partial Regex Reference();

    [GeneratedRegex("(concord[a-z-]*)=[^;\\s]+")]
    private static partial Regex Cookie();

    [GeneratedRegex("""(?<=<path d=")M[^"]*(?=" fill="#000")|(?<=<code>)(?:[A-Z2-7]{4} ?){8}|otpauth://[^"]*|(?<=name="Secret" value=")[^"]*""")]
    private static partial Regex NewKey();
}
