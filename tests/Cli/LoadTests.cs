using System.Globalization;
using Concord.Cli;
using Concord.Domain.Common;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Tests.Cli;

public sealed class LoadTests
{
    [Theory, Databases]
    public async Task Every_problem_is_printed_with_file_and_line_and_nothing_changes(Database database)
    {
        await using var app = await App.On(database, App.Tiny);
        using var programme = new ProgrammeCopy();
        programme.Change("terms.yaml", "en: eel", "en: conger");
        var line = programme.Change("commitments.yaml", "due: \"2024\"", "due: \"24 May\"");
        var other = programme.Change("activities.yaml", "type: workshop", "type: party");
        var before = await app.Behind(db => db.Audit.CountAsync());

        var (code, output, errors) = await Load(app, programme.Folder);

        Assert.Equal(1, code);
        Assert.Equal("", output);
        Assert.Equal(
            [
                $"{programme.Folder}/activities.yaml:{other}: there is no activity type 'party'",
                $"{programme.Folder}/commitments.yaml:{line}: '24 May' is not a date such as 2015, 2015-04 or 2015-09-11",
                "2 problems; nothing was changed.",
            ],
            errors.TrimEnd().Split('\n'));
        Assert.Equal(before, await app.Behind(db => db.Audit.CountAsync()));
        Assert.Equal("eel", (await app.Behind(db => db.Terms.SingleAsync(term => term.Key == "eel"))).Name["en"]!.Text);
    }

    [Theory, Databases]
    public async Task A_second_load_changes_nothing(Database database)
    {
        await using var app = await App.On(database, App.Tiny);
        await app.Settle();
        var before = await Everything(app);

        var (code, output, _) = await Load(app, App.Tiny);

        Assert.Equal(0, code);
        Assert.StartsWith("0 added, 0 changed, 22 unchanged, 0 differences kept", output, StringComparison.Ordinal);
        Assert.Equal(before, await Everything(app));
        Assert.False(await app.Behind(db => db.Outbox.AnyAsync(row => row.Job != "ForgetSubmissions")));
    }

    [Theory, Databases]
    public async Task A_second_load_of_the_real_programme_changes_nothing_either(Database database)
    {
        await using var app = await App.On(database);
        var before = await Everything(app);

        var (code, output, _) = await Load(app, App.Mmsp);

        Assert.Equal(0, code);
        Assert.StartsWith("0 added, 0 changed, ", output, StringComparison.Ordinal);
        Assert.EndsWith(" 0 differences kept\n", output, StringComparison.Ordinal);
        Assert.Equal(before, await Everything(app));
    }

    [Theory, Databases]
    public async Task What_somebody_edited_is_kept_and_named(Database database)
    {
        await using var app = await App.On(database, App.Tiny);
        await app.Behind(async db =>
        {
            var edited = await db.Commitments.SingleAsync(one => one.Key == "one-net-size");
            edited.Due = PartialDate.Parse("2030");
            return await db.SaveChangesAsync();
        });
        using var programme = new ProgrammeCopy();
        programme.Change("commitments.yaml", "due: \"2024\"", "due: \"2025\"");
        programme.Change("commitments.yaml", "Agree on one size of mesh", "Agree on one size of net");

        var (code, output, _) = await Load(app, programme.Folder);

        Assert.Equal(0, code);
        Assert.Contains("kept: Commitment one-net-size: Due was changed here and is kept; the files say otherwise", output, StringComparison.Ordinal);
        Assert.Contains("0 added, 1 changed, 21 unchanged, 1 difference kept", output, StringComparison.Ordinal);
        var kept = await app.Behind(db => db.Commitments.SingleAsync(one => one.Key == "one-net-size"));
        Assert.Equal("2030", kept.Due!.ToString());
        Assert.Equal("Agree on one size of net", kept.Name["en"]!.Text);
    }

    [Theory, Databases]
    public async Task A_running_server_shows_what_was_loaded_beside_it(Database database)
    {
        await using var app = await App.On(database, App.Tiny);
        using var visitor = app.AsVisitor();
        Assert.Contains("How two shores share one lake", (await visitor.Get("/en/")).Text, StringComparison.Ordinal);
        using var programme = new ProgrammeCopy();
        programme.Change("programme.yaml", "How two shores share one lake", "Two shores, one lake");

        await Load(app, programme.Folder);
        app.Clock.Reset(SystemClock.Instance.GetCurrentInstant()); // the command line reads the real clock, and promises work for now
        await app.Settle();

        Assert.Contains("Two shores, one lake", (await visitor.Get("/en/")).Text, StringComparison.Ordinal);
    }

    [Theory, Databases]
    public async Task Another_programme_is_refused_in_a_sentence(Database database)
    {
        await using var app = await App.On(database, App.Tiny);

        var (code, _, errors) = await Load(app, App.Mmsp);

        Assert.Equal(1, code);
        Assert.Equal("This database holds another programme; “mmsp” needs one of its own.\n", errors);
    }

    [Theory]
    [InlineData("load", 2)]
    [InlineData("load /nowhere/at/all", 2)]
    [InlineData("load . --colour red", 2)]
    [InlineData("load . --data", 2)]
    [InlineData("unload", 2)]
    [InlineData("", 2)]
    [InlineData("--help", 0)]
    [InlineData("load --help", 0)]
    public async Task Wrong_usage_has_an_exit_code_of_its_own(string typed, int code)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        Assert.Equal(code, await Commands.RunAsync(typed.Split(' ', StringSplitOptions.RemoveEmptyEntries), output, errors));
        Assert.Contains("oncord", output.ToString() + errors, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Errors)> Load(App app, string folder)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var errors = new StringWriter(CultureInfo.InvariantCulture);
        var code = await Commands.RunAsync(["load", folder, "--demo", .. app.Where], output, errors);
        return (code, output.ToString(), errors.ToString());
    }

    /// <summary>All that a load could change, in words.</summary>
    private static Task<string> Everything(App app) =>
        app.Behind(async db => string.Join('\n', (await db.Loaded.AsNoTracking().OrderBy(one => one.Record).ToListAsync()).Select(one => $"{one.Record} {one.Fields}"))
            + "\n" + (await db.ProgrammeDocuments.AsNoTracking().SingleAsync()).Document
            + "\n" + await db.Audit.CountAsync());
}
