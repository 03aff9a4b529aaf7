using Concord.Platform.Languages;

namespace Concord.Platform.Files;

internal static class FileWords
{
    private const decimal Step = 1024;

    /// <summary>A size as people say it: 820 B, 14 KB, 3.2 MB.</summary>
    public static string Size(this Words words, long bytes) => bytes switch
    {
        < 1024 => words["File.Bytes", words.Number(bytes)],
        < 1024 * 1024 => words["File.Kilobytes", words.Number(Math.Round(bytes / Step))],
        < 1024L * 1024 * 1024 => words["File.Megabytes", words.Number(Math.Round(bytes / Step / Step, 1))],
        _ => words["File.Gigabytes", words.Number(Math.Round(bytes / Step / Step / Step, 2))],
    };

    /// <summary>What people call its type: PDF, DOCX.</summary>
    public static string TypeOf(string media) => FileType.OfMedia(media)?.Label ?? media;
}
