using System.Diagnostics;
using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Tests.Features.Files;
using Concord.Tests.Platform.Live;
using Concord.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Concord.Tests.Nodes;

/// <summary>Two nodes on one database: what one knows, counts or forbids, the other does too.</summary>
public sealed class SharedTests
{
    [Fact]
    public async Task A_change_on_one_node_reaches_the_other_within_a_second()
    {
        await using var one = await App.On(Database.Postgres);
        await using var other = await one.Beside();
        using var ear = await Ear.On(other);

        var watch = Stopwatch.StartNew();
        var activity = await one.Has(Some.Activity());
        await ear.Of(activity.Id);

        Assert.InRange(watch.ElapsedMilliseconds, 0, 1000);
    }

    [Fact]
    public async Task A_page_that_one_node_keeps_for_visitors_is_dropped_when_the_other_saves()
    {
        await using var one = await App.On(Database.Postgres);
        await using var other = await one.Beside();
        var commitment = await one.Has(Some.Commitment());
        await one.Settle();
        await other.Settle();
        using var visitor = other.AsVisitor();
        using var desk = await one.As(Role.DialogueDesk, "eu");
        var address = $"/en/commitments/{commitment.Key}";
        Assert.DoesNotContain("Changed on the other node", (await visitor.Get(address)).Text);

        await desk.Submit(await desk.Get(address + "/edit"), new Dictionary<string, string?> { ["Input.Name.Words[en]"] = "Changed on the other node" });

        await UntilAsync(async () => (await visitor.Get(address)).Text.Contains("Changed on the other node", StringComparison.Ordinal), TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task A_signed_in_reader_sees_on_one_node_at_once_what_was_saved_on_the_other()
    {
        await using var one = await App.On(Database.Postgres);
        await using var other = await one.Beside();
        using var manager = await other.As(Role.ProgrammeManager);
        Assert.DoesNotContain("Zeta", (await manager.Get("/en/activities?year=none")).Text);

        await one.Has(Some.Activity("Zeta", Audience.Team));

        Assert.Contains("Zeta", (await manager.Get("/en/activities?year=none")).Text);
    }

    [Fact]
    public async Task A_form_opened_on_one_node_is_saved_on_the_other_and_only_once()
    {
        await using var one = await App.On(Database.Postgres);
        await using var other = await one.Beside();
        using var here = await one.As(Role.DialogueDesk, "eu");
        var form = await here.Get("/en/commitments/new/edit");
        var fields = new Dictionary<string, string?> { ["Input.Name.Words[en]"] = "Entered once", ["Input.Audience"] = "parties" };
        using var there = await SameBrowserOn(other, here, one);

        var answers = await Task.WhenAll(here.Submit(form, fields), there.Submit(form, fields), here.Submit(form, fields), there.Submit(form, fields));

        Assert.Equal(1, await one.Behind(async db => (await db.Commitments.ToListAsync()).Count(commitment => commitment.Name["en"]?.Text == "Entered once")));
        Assert.Equal(3, answers.Count(answer => answer.Text.Contains("This was saved already", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_file_sent_through_one_node_is_had_through_the_other()
    {
        await using var objects = await ObjectServer.StartAsync();
        await using var one = await App.On(Database.Postgres, settings: objects.Arguments);
        await using var other = await one.Beside();
        var commitment = await one.Has(Some.Commitment());
        using var desk = await one.As(Role.DialogueDesk, "eu");
        using var reader = await other.As(Role.DialogueDesk, "china");
        var picture = Samples.Png(640, 480);

        var form = await desk.Get($"/en/commitments/{commitment.Key}/status");
        await desk.Submit(form, new Dictionary<string, string?> { ["Input.Status"] = "done", ["Input.Audience"] = "parties" }, files: ("Input.Upload.File", "现场 1.png", picture));
        await one.Settle();

        var file = await one.Behind(db => db.Files.SingleAsync());
        Assert.Contains("现场 1.png", (await reader.Get($"/zh/commitments/{commitment.Key}")).Text);
        Assert.Equal(picture, await reader.Http.GetByteArrayAsync($"/files/{file.Id}/content"));
        Assert.NotEmpty(await reader.Http.GetByteArrayAsync($"/files/{file.Id}/thumbnail"));
    }

    [Fact]
    public async Task Attempts_to_sign_in_on_both_nodes_count_together()
    {
        await using var one = await App.On(Database.Postgres);
        await using var other = await one.Beside();
        var waits = new List<Duration?>();
        for (var attempt = 0; attempt <= SignInThrottle.PerAccountAndNetwork; attempt++)
        {
            await using var scope = (attempt % 2 == 0 ? one : other).Services.CreateAsyncScope();
            waits.Add(await scope.ServiceProvider.GetRequiredService<SignInThrottle>().CountAsync(new DefaultHttpContext(), "somebody@example.org"));
        }

        Assert.All(waits[..^1], Assert.Null);
        Assert.NotNull(waits[^1]);
    }

    /// <summary>The same cookies at another node: a host has one jar whatever the port.</summary>
    private static async Task<Browser> SameBrowserOn(App node, Browser browser, App home)
    {
        var there = await node.As(Role.DialogueDesk, "eu");
        there.Keep(browser.CookiesOf(home));
        return there;
    }

    private static async Task UntilAsync(Func<Task<bool>> holds, TimeSpan most)
    {
        var watch = Stopwatch.StartNew();
        while (!await holds())
        {
            Assert.True(watch.Elapsed < most, $"It did not come to hold within {most}.");
            await Task.Delay(20);
        }
    }
}
