using System.Text.RegularExpressions;
using Concord.Tests.Support;

namespace Concord.Tests.House;

/// <summary>Whoever looks behind the audience is listed here, with the reason: a new line in this list is a decision.</summary>
public sealed partial class BehindTheAudienceTests
{
    /// <summary>File and what it calls, how often, and why it may.</summary>
    private static readonly Dictionary<string, (int Times, string Why)> Allowed = new()
    {
        ["Features/Loading/LoadProgramme.cs IgnoreQueryFilters"] = (13, "the load compares with everything there is, whoever may read it and also what is withdrawn"),
        ["Features/Loading/LoadProgramme.cs IsTheProgram"] = (1, "the load works for no reader; it is started by whoever holds the installation"),
        ["Platform/Database/Db.Saving.cs IgnoreQueryFilters"] = (15, "audit entries and the search index take the narrower audience of records that the writer may not see; nothing of them is shown"),
        ["Platform/Database/Db.Saving.cs ExecuteSql"] = (2, "claims the token of a form; takes a turn among writers; no record"),
        ["Platform/Database/Db.Telling.cs ExecuteSql"] = (1, "tells the nodes ids and audiences; reads nothing"),
        ["Platform/Database/Db.Glossary.cs ExecuteSql"] = (1, "moves a mark that says that terms, institutions or people have changed, and not which; reads nothing"),
        ["Platform/Live/Presence.cs ExecuteSql"] = (1, "writes one's own row; reads nothing"),
        ["Platform/Live/SqliteWatch.cs CreateCommand"] = (2, "reads which audit entries are new, by ids and audiences; nobody is shown one before the audience's filter was asked"),
        ["Platform/Database/Db.Erasing.cs IgnoreQueryFilters"] = (5, "an erasure takes what fewer people may read than the record, and is told of none of it"),
        ["Platform/Database/Db.Erasing.Accounts.cs IgnoreQueryFilters"] = (1, "the history of one account, whose e-mail address goes from it; only counted otherwise"),
        ["Platform/Database/ForgetErased.cs ExecuteSql"] = (4, "rewrites the files of the database; reads nothing"),
        ["Platform/Database/ForgetErased.cs CreateCommand"] = (1, "empties the write-ahead log, whose answer says whether it could"),
        ["Platform/Files/Contents.cs IgnoreQueryFilters"] = (1, "counts the bytes that the writer has sent himself, for his own limit"),
        ["Platform/Files/Contents.cs ExecuteSql"] = (1, "notes hash and size of content; no record"),
        ["Platform/Files/LookAtFile.cs IgnoreQueryFilters"] = (1, "a job; the files of a withdrawn record are scanned too"),
        ["Platform/Files/IReferToFiles.cs IgnoreQueryFilters"] = (2, "content that any record refers to must stay, whoever may read the record"),
        ["Features/Records/SealRecord.cs IgnoreQueryFilters"] = (1, "the content of sealed records, whoever may read it, is never collected; nothing of it is shown"),
        ["Platform/Files/Erasure.cs IgnoreQueryFilters"] = (2, "an erasure takes what the history tells to fewer people than the file is read by, and is told of none of it"),
        ["Platform/Files/Verification.cs IsTheProgram"] = (2, "whoever holds the installation lists and verifies its files on the command line"),
        ["Platform/Files/Verification.cs IgnoreQueryFilters"] = (2, "as above: files of withdrawn records too"),
        ["Platform/Operations/Health.cs SqlQuery"] = (1, "the names of schema files; no record"),
        ["Platform/Outbox/OutboxWorker.cs IsTheProgram"] = (1, "the worker indexes all records"),
        ["Platform/Scheduled/Clockwork.cs IsTheProgram"] = (1, "recurring work reminds of records of every audience; the letters are written with their readers' eyes"),
        ["Platform/Scheduled/Clockwork.cs ExecuteSql"] = (1, "notes work that is new; no record"),
        ["Platform/Outbox/OutboxWorker.cs FromSql"] = (1, "takes jobs, which hold ids only"),
        ["Platform/Mail/MailWorker.cs FromSql"] = (1, "takes mail, which holds ids only"),
        ["Platform/Database/Db.Posting.cs ExecuteSql"] = (1, "promises a mail, which holds ids only; reads nothing"),
        ["Platform/Search/Search.cs FromSql"] = (2, "full-text search; the audience's filter is added around it by EF Core"),
        ["Platform/Languages/ToTranslate.cs FromSql"] = (1, "a condition on stored texts; the audience's filter is added around it by EF Core"),
        ["Platform/Search/SearchIndex.cs ExecuteSql"] = (2, "writes the words of an entry that has its audience"),
        ["Platform/Accounts/KeysInDatabase.cs SqlQuery"] = (1, "keys of cookies; no record"),
        ["Platform/Accounts/KeysInDatabase.cs ExecuteSql"] = (1, "keys of cookies; no record"),
        ["Platform/Accounts/SignInThrottle.cs SqlQuery"] = (1, "counters of attempts under hashed names; no record"),
        ["Platform/Accounts/SignInThrottle.cs ExecuteSql"] = (3, "counters of attempts under hashed names; no record"),
        ["Features/Accounts/AccountEvents.cs IgnoreQueryFilters"] = (1, "the history of one account for those who manage accounts: entries on accounts only, which hold roles and dates"),
        ["Features/Accounts/InviteAdministrator.cs IsTheProgram"] = (1, "the command line, used by whoever holds the installation"),
        ["Features/Activities/Index.cshtml.cs FromSql"] = (1, "a condition on the countries of an activity; the audience's filter is added around it by EF Core"),
        ["Platform/Web/PageCache.cs IsTheProgram"] = (1, "reads one setting and the programme, both public"),
        ["Platform/Accounts/Me.cs ForEverything"] = (1, "the clearance of the program itself"),
        ["Platform/Database/Clearance.cs ForEverything"] = (1, "its definition"),
        ["Platform/Accounts/Me.cs IsTheProgram"] = (1, "its definition"),
        ["Platform/Database/DataVersion.cs CreateCommand"] = (2, "a number of the database as a whole; no record"),
        ["Platform/Database/Migrator.cs CreateCommand"] = (2, "the schema, before there is anything to read"),
    };

    [Fact]
    public void Only_those_listed_look_behind_the_audience()
    {
        var found = SourceFiles.Of("src/Concord", "*.cs", "*.cshtml")
            .SelectMany(file => Calls().Matches(SourceFiles.WithoutComments(file.Text)).Select(match => $"{file.Path["src/Concord/".Length..]} {match.Groups[1].Value}"))
            .GroupBy(call => call)
            .ToDictionary(group => group.Key, group => group.Count());

        var expected = Allowed.Select(one => $"{one.Key} × {one.Value.Times}").ToHashSet();
        var there = found.Select(one => $"{one.Key} × {one.Value}").ToHashSet();
        Nothing.In(there.Except(expected).Select(call => call + ": not listed").Concat(expected.Except(there).Select(call => call + ": listed and not there")));
        Assert.All(Allowed.Values, one => Assert.NotEmpty(one.Why));
    }

    // IgnoreQueryFilters([Db.Standing]) lists what is withdrawn and leaves the audience in place.
    [GeneratedRegex(@"\b(IgnoreQueryFilters(?!\(\[Db\.Standing\]\))|IsTheProgram|ForEverything|FromSql|SqlQuery|ExecuteSql|CreateCommand)(?:Raw|Interpolated|Async)*(?:<[^>]*>)?\(")]
    private static partial Regex Calls();
}

/// <summary>Says all of what should not be there, not only that something is.</summary>
internal static class Nothing
{
    public static void In(IEnumerable<string?> faults)
    {
        var all = faults.OfType<string>().Distinct().ToList();
        Assert.True(all.Count == 0, $"{all.Count}:\n" + string.Join('\n', all.Take(80)));
    }
}

/// <summary>The sources of the checkout.</summary>
internal static partial class SourceFiles
{
    /// <param name="under">Folder, from the root.</param>
    /// <returns>Path from the root with slashes, and text.</returns>
    public static IEnumerable<(string Path, string Text)> Of(string under, params string[] patterns) =>
        patterns.SelectMany(pattern => Directory.GetFiles(Path.Combine(App.Root, under), pattern, SearchOption.AllDirectories))
            .Select(file => (Path: Path.GetRelativePath(App.Root, file).Replace('\\', '/'), File: file))
            .Where(one => !one.Path.Contains("/bin/", StringComparison.Ordinal) && !one.Path.Contains("/obj/", StringComparison.Ordinal))
            .OrderBy(one => one.Path, StringComparer.Ordinal)
            .Select(one => (one.Path, File.ReadAllText(one.File)));

    public static string WithoutComments(string source) => Comment().Replace(source, "");

    [GeneratedRegex(@"(?<!:)//[^\n]*|/\*.*?\*/|@\*.*?\*@", RegexOptions.Singleline)]
    private static partial Regex Comment();
}
