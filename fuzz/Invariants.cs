using System.Diagnostics;
using System.Text;

namespace Concord.Fuzz;

/// <summary>What Concord.Bilingual and the drafts of Concord.Records promise for any input at all. Each target takes bytes as a fuzzer makes them, and throws when a promise
/// is broken. The fuzzer, <see cref="Replay"/> and a test may call it; it needs no fuzzer itself. For one thread at a time.</summary>
public static partial class Invariants
{
    /// <summary>Within what time an input of up to 64 KB must be answered.</summary>
    private static readonly TimeSpan soon = TimeSpan.FromSeconds(1);

    /// <summary>Inputs that reach every reader: run first, they leave nothing to be set up while others are measured.</summary>
    public static IReadOnlyList<byte[]> WarmUp { get; } =
    [
        "On 29 June 2015 they shall pay EUR 3.5 million, Article 5 (a).\n\n双方应于2015年6月29日根据第五条（一）支付350万欧元。"u8.ToArray(),
        "term_en,term_zh,also_zh,definition_en\r\nvisa,签证,签注；查验,\"a, b\"\r\n"u8.ToArray(),
        """
        <tbx><text><body><conceptEntry id="a">
        <langSec xml:lang="en"><termSec><term>visa</term></termSec></langSec>
        </conceptEntry></body></text></tbx>
        """u8.ToArray(),
        """
        <tmx version="1.4"><header srclang="en"/><body>
        <tu><tuv xml:lang="en"><seg>visa<ph>b</ph></seg></tuv></tu>
        </body></tmx>
        """u8.ToArray(),
        """
        <xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="zh"><file id="f" original="record">
        <unit id="a"><segment><source>visa<ph id="1"/></source><target>签证</target></segment></unit>
        </file></xliff>
        """u8.ToArray(),
    ];

    /// <summary>The target of a name.</summary>
    /// <param name="name">check, stretched, exchange or docx.</param>
    /// <returns>Null when there is none.</returns>
    public static Action<byte[]>? Of(string name) => name switch
    {
        "check" => Check,
        "stretched" => Stretched,
        "exchange" => Exchange,
        "docx" => Document,
        _ => null,
    };

    private static void Hold(bool promise, string otherwise)
    {
        if (!promise) throw new BrokenInvariantException(otherwise);
    }

    /// <summary>What a call answers, if it does so soon.</summary>
    private static T Soon<T>(Func<T> call)
    {
        var watch = Stopwatch.StartNew();
        var answer = call();
        if (watch.Elapsed < soon) return answer;

        // A busy machine is slow once; what is slow twice is the library.
        watch.Restart();
        answer = call();
        Hold(watch.Elapsed < soon, $"An answer took too long: {watch.Elapsed}");
        return answer;
    }

    /// <summary>UTF-8, where bytes that never occur in it stand for halves of surrogate pairs and for what divides texts.</summary>
    private static string Text(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        while (bytes.Length > 0)
        {
            Rune.DecodeFromUtf8(bytes, out var rune, out var length);
            text.Append(bytes[0] switch
            {
                0xC0 => "\0",
                >= 0xFC => ((char)(0xDC00 + bytes[0] - 0xFC)).ToString(),
                >= 0xF8 => ((char)(0xD83C + bytes[0] - 0xF8)).ToString(),
                _ => rune.ToString(),
            });
            bytes = bytes[length..];
        }

        return text.ToString();
    }
}
