namespace Concord.Platform.Files;

/// <summary>A sort of file that is taken.</summary>
/// <param name="Label">What people call it, in every language.</param>
/// <param name="Media">Media type under which it is served.</param>
/// <param name="Extensions">Endings that its names may have; the first is added to a name that has none.</param>
internal sealed record FileType(string Label, string Media, params string[] Extensions)
{
    public static readonly FileType Pdf = new("PDF", "application/pdf", "pdf");
    public static readonly FileType Png = new("PNG", "image/png", "png");
    public static readonly FileType Jpeg = new("JPEG", "image/jpeg", "jpg", "jpeg", "jpe", "jfif");
    public static readonly FileType Gif = new("GIF", "image/gif", "gif");
    public static readonly FileType Webp = new("WebP", "image/webp", "webp");
    public static readonly FileType Docx = new("DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx");
    public static readonly FileType Xlsx = new("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx");
    public static readonly FileType Pptx = new("PPTX", "application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx");
    public static readonly FileType Odt = new("ODT", "application/vnd.oasis.opendocument.text", "odt");
    public static readonly FileType Ods = new("ODS", "application/vnd.oasis.opendocument.spreadsheet", "ods");
    public static readonly FileType Odp = new("ODP", "application/vnd.oasis.opendocument.presentation", "odp");
    public static readonly FileType Zip = new("ZIP", "application/zip", "zip");
    public static readonly FileType Mp4 = new("MP4", "video/mp4", "mp4", "m4v");
    public static readonly FileType Mp3 = new("MP3", "audio/mpeg", "mp3");
    public static readonly FileType Text = new("TXT", "text/plain", "txt", "text", "md");
    public static readonly FileType Csv = new("CSV", "text/csv", "csv", "tsv");

    public static readonly IReadOnlyList<FileType> All = [Pdf, Png, Jpeg, Gif, Webp, Docx, Xlsx, Pptx, Odt, Ods, Odp, Zip, Mp4, Mp3, Text, Csv];

    /// <summary>Pictures of which a small one is made.</summary>
    public static readonly IReadOnlyList<FileType> Pictures = [Png, Jpeg, Gif, Webp];

    public static FileType? OfMedia(string media) => All.FirstOrDefault(type => type.Media == media);

    public static FileType? OfName(string name) => All.FirstOrDefault(type => type.Extensions.Contains(ExtensionOf(name)));

    /// <summary>What stands behind the last dot, in lower case; empty when there is nothing that looks like it.</summary>
    public static string ExtensionOf(string name)
    {
        var extension = Path.GetExtension(name).TrimStart('.').ToLowerInvariant();
        return extension.Length is > 0 and <= 8 && extension.All(char.IsAsciiLetterOrDigit) ? extension : "";
    }
}
