using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace Concord.Platform.Web.Lists;

/// <summary>Begins the description of a list as a file, for the reader of this request.</summary>
internal sealed class Sheets(Words words, Me me, Today today, IHttpContextAccessor http)
{
    /// <param name="file">Name of the file without its ending.</param>
    /// <param name="title">What the list is called on its page.</param>
    public Sheet<T> Of<T>(string file, string title) => new(file, title, words, me, today, http.HttpContext!);
}

/// <summary>
/// A list as a file: its columns are said once, and are written as CSV for programs and as XLSX for people. Both languages of a text stand
/// side by side; what is invented is marked; a member's file says beside each record who may read it.
/// </summary>
internal sealed class Sheet<T>(string file, string title, Words words, Me me, Today today, HttpContext http)
{
    private readonly List<Column> columns = [];
    private readonly List<(string Label, Cell? Value)> filters = [];

    private string Site => $"{http.Request.Scheme}://{http.Request.Host}";

    /// <param name="width">In characters of the usual font.</param>
    public Sheet<T> Words(string heading, Func<T, string?> of, double width = 18) => With(heading, width, row => Cell.Of(of(row)));

    public Sheet<T> Number(string heading, Func<T, decimal?> of, double width = 10) => With(heading, width, row => of(row) is { } number ? new Cell.Number(number) : null);

    /// <param name="heading">Says that it is UTC.</param>
    public Sheet<T> Moment(string heading, Func<T, Instant?> of) => With(heading, 20, row => of(row) is { } at ? new Cell.Moment(at) : null);

    /// <summary>A text in every language of the programme, one column each.</summary>
    /// <param name="withState">Beside each also how far the wording may be relied on.</param>
    public Sheet<T> Text(string heading, Func<T, Text?> of, double width = 44, bool withState = false)
    {
        foreach (var language in words.Programme.Languages)
        {
            var name = words.NameOf(language.Code);
            With(words["Sheet.TextIn", heading, name], width, row => Cell.Of(of(row)?[language.Code]?.Text));
            if (withState) With(words["Sheet.StateIn", heading, name], 14, row => Cell.Of(StateOf(of(row)?[language.Code])));
        }

        return this;
    }

    /// <summary>When something begins: a date where the day is known, else as much as is; in a spreadsheet also its first possible day.</summary>
    public Sheet<T> Begins(string heading, Func<T, PartialDate?> of) => Date(heading, of, words["Sheet.Earliest", heading], date => date.Earliest);

    /// <summary>When something ends or is due: as <see cref="Begins"/>, with its last possible day.</summary>
    public Sheet<T> Ends(string heading, Func<T, PartialDate?> of) => Date(heading, of, words["Sheet.Latest", heading], date => date.Latest);

    /// <summary>What is said of every record at its end: whether it is invented, who may read it, and where it stands.</summary>
    /// <param name="path">Of its page, without the language; null where it has none.</param>
    public Sheet<T> Record(Func<T, bool> fictitious, Func<T, Audience> audience, Func<T, string>? path)
    {
        Words(words["Sheet.Marked"], row => fictitious(row) ? words["Record.Fictitious"] : null, 12);
        if (me.IsSignedIn) Words(words["Record.Audience"], row => words.Audience(audience(row)), 26);
        return path is null ? this : With(words["Sheet.Address"], 40, row => new Cell.Address(new(Site + words.To(path(row)))));
    }

    /// <summary>Says by what the list was filtered; nothing when it was not.</summary>
    /// <param name="value">As a person reads it.</param>
    public Sheet<T> Filtered(string label, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value)) filters.Add((label, Cell.Of(value.Trim())));
        return this;
    }

    public async Task<IActionResult> CsvAsync(IAsyncEnumerable<T> rows, CancellationToken stop)
    {
        var those = columns.Where(column => !column.ForSorting).ToList();
        return await SentAsync(".csv", Csv.Type, to => Csv.WriteAsync(to, those.Select(column => column.Heading), rows.Select(row => those.Select(column => column.Of(row))), stop));
    }

    public async Task<IActionResult> XlsxAsync(IAsyncEnumerable<T> rows, CancellationToken stop) =>
        await SentAsync(".xlsx", Xlsx.Type, async to =>
        {
            using var book = new Xlsx(to, title, words.Code, today.Now);
            var count = await book.WriteListAsync(title, [.. columns.Select(column => (column.Heading, column.Width))], rows.Select(row => columns.Select(column => column.Of(row))), stop);
            book.WriteNotes(words["Sheet.About"], title, About(count, book));
        });

    private IEnumerable<(string Label, Cell? Value)> About(int count, Xlsx book)
    {
        yield return (words["Sheet.Source"], new Cell.Address(new(Site + http.Request.Path + new QueryBuilder(http.Request.Query.Where(pair => pair.Key is not ("handler" or Listing.PageKey))).ToQueryString())));
        yield return (words["Sheet.Programme"], Cell.Of(words.Plain(words.Programme.Name)));
        yield return (words["Sheet.MadeAt"], new Cell.Moment(today.Now));
        yield return (words["Sheet.Language"], Cell.Of(words.Language.Name));
        yield return (words["Sheet.Rows"], new Cell.Number(count));
        if (filters.Count == 0) yield return (words["Sheet.Filters"], Cell.Of(words["Sheet.NoFilters"]));
        foreach (var (label, value) in filters) yield return (words["Sheet.Filter", label], value);
        yield return (words["Sheet.Readers"], Cell.Of(me.IsSignedIn ? words["Sheet.ForReaders", words.List(me.Clearance.Audiences.Select(words.Audience))] : words["Sheet.ForAll"]));
        yield return (words["Sheet.Texts"], Cell.Of(words["Sheet.TextsNote"]));
        if (columns.Exists(column => column.ForSorting)) yield return (words["Sheet.Dates"], Cell.Of(words["Sheet.DatesNote"]));
        if (book.HasCutWords) yield return (words["Sheet.Cut"], Cell.Of(words["Sheet.CutNote", Xlsx.MostLetters]));
        if (book.HasCutRows) yield return (words["Sheet.Cut"], Cell.Of(words["Sheet.CutRows", Xlsx.MostRows]));
    }

    private string? StateOf(Wording? wording) => wording is null ? null : wording.ToVerify ? words["Wording.ToVerify"] : words["WordingState." + wording.State];

    private Sheet<T> Date(string heading, Func<T, PartialDate?> of, string bound, Func<PartialDate, LocalDate> toBound)
    {
        With(heading, 13, row => of(row) is { } date ? date.Day is null ? Cell.Of(date.ToString()) : new Cell.Day(date.Earliest) : null);
        columns.Add(new(bound, 13, row => of(row) is { } date ? new Cell.Bound(toBound(date)) : null, true));
        return this;
    }

    private Sheet<T> With(string heading, double width, Func<T, Cell?> of)
    {
        columns.Add(new(heading, width, of, false));
        return this;
    }

    /// <summary>Written to a file of this request first: whatever fails, fails before anything was sent, and memory holds none of it.</summary>
    private async Task<IActionResult> SentAsync(string ending, string type, Func<Stream, Task> write)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.DeleteOnClose };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var made = new FileStream(Path.Combine(Path.GetTempPath(), "concord-" + Path.GetRandomFileName()), options);
        try
        {
            await write(made);
            made.Position = 0;
        }
        catch
        {
            await made.DisposeAsync();
            throw;
        }

        if (me.IsSignedIn) http.Response.Headers.CacheControl = "private, no-store";
        return new FileStreamResult(made, type) { FileDownloadName = file + ending };
    }

    /// <param name="ForSorting">Only there so that a spreadsheet can sort: a column of dates and texts it would sort by type first.</param>
    private sealed record Column(string Heading, double Width, Func<T, Cell?> Of, bool ForSorting);
}
