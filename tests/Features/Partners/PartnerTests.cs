using System.Net;
using Concord.Domain.Common;
using Concord.Domain.Organisations;
using Concord.Platform.Accounts;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Features.Partners;

public sealed class PartnerTests
{
    [Theory, Databases]
    public async Task Every_organisation_is_in_the_directory_and_has_a_page_in_both_languages(Database database)
    {
        await using var app = await App.On(database);
        using var visitor = app.AsVisitor();
        var keys = await app.Behind(db => db.Organisations.Select(one => one.Key).ToListAsync());
        Assert.Equal(103, keys.Count);

        foreach (var language in new[] { "en", "zh" })
        {
            var directory = await visitor.Get($"/{language}/partners");
            var listed = Keys(directory, "ul.tree a[href*='/partners/']");
            Assert.Empty(keys.Except(listed));
            foreach (var key in keys) Assert.Equal(HttpStatusCode.OK, (await visitor.Get($"/{language}/partners/{key}")).Status);
        }
    }

    [Theory, Databases]
    public async Task The_sides_stand_in_the_order_of_the_language(Database database)
    {
        await using var app = await App.On(database);
        using var visitor = app.AsVisitor();

        Assert.Equal(["European Union", "China"], (await visitor.Get("/en/partners")).Document.QuerySelectorAll(".directory:not(.rest) h2").Select(one => one.TextContent));
        Assert.Equal(["中国", "欧洲联盟"], (await visitor.Get("/zh/partners")).Document.QuerySelectorAll(".directory:not(.rest) h2").Select(one => one.TextContent));
    }

    [Theory, Databases]
    public async Task What_existed_at_a_date_is_shown_under_the_names_of_that_time(Database database)
    {
        await using var app = await App.On(database);
        using var visitor = app.AsVisitor();

        var then = (await visitor.Get("/en/partners?on=2016-05&view=list")).Document;
        var keys = then.QuerySelectorAll("tbody th > a").Select(one => one.GetAttribute("href")!.Split('/')[^1]).ToList();
        Assert.Contains("beea", (await visitor.Get("/en/partners?on=2016-05")).Source);
        var directory = await visitor.Get("/en/partners?on=2016-05");
        var shown = Keys(directory, "ul.tree > li > a");
        Assert.Contains("cnta", shown);
        Assert.DoesNotContain("nia", shown);
        Assert.Contains("European Asylum Support Office (EASO)", directory.Document.QuerySelector("a[href='/en/partners/euaa']")!.TextContent);
        Assert.NotEmpty(keys);

        var now = Keys(await visitor.Get("/en/partners?on=2026"), "ul.tree > li > a");
        Assert.Contains("nia", now);
        Assert.DoesNotContain("cnta", now);
        Assert.Contains("cannot be used here", (await visitor.Get("/en/partners?on=yesterday")).Text);
    }

    [Theory, Databases]
    public async Task The_list_is_filtered_sorted_by_pinyin_and_goes_out_as_a_safe_file(Database database)
    {
        await using var app = await App.On(database);
        await app.Has(Organisation("=cmd|calc", "长春出入境边防检查站"));
        await app.Has(Organisation("Chengdu station", "成都出入境边防检查站"));
        await app.Has(Organisation("Shanghai station", "上海出入境边防检查站"));
        using var visitor = app.AsVisitor();

        var names = (await visitor.Get("/zh/partners?view=list&p=1")).Document.QuerySelectorAll("tbody th > a").Select(one => one.TextContent).ToList();
        Assert.True(names.FindIndex(name => name.StartsWith("长春", StringComparison.Ordinal)) is >= 0 and var changchun && changchun < names.FindIndex(name => name.StartsWith("成都", StringComparison.Ordinal)));
        Assert.Contains("汉语拼音", (await visitor.Get("/zh/partners?view=list")).Text);
        Assert.Contains("alphabetical", (await visitor.Get("/en/partners?view=list")).Text);

        var csv = await visitor.Http.GetStringAsync("/en/partners?handler=csv");
        Assert.Contains("'=cmd|calc", csv);
        Assert.Equal(107, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("7 of 106", (await visitor.Get("/en/partners?role=implementer")).Text);
    }

    [Theory, Databases]
    public async Task A_hidden_parent_leaves_no_trace(Database database)
    {
        await using var app = await App.On(database);
        var child = await app.Has(Organisation("Child of secrecy", "下属机构"));
        using var visitor = app.AsVisitor();
        var (before, page) = ((await visitor.Get("/en/partners")).Source, (await visitor.Get("/en/partners/" + child.Key)).Source);

        await app.Behind(async db =>
        {
            var parent = new Organisation(Some.Text("Hidden parent", "隐藏机构")) { Audience = Audience.Team, Party = "eu", Role = OrganisationRole.Partner };
            db.Add(parent);
            var one = await db.Organisations.SingleAsync(one => one.Id == child.Id);
            one.ParentId = parent.Id;
            one.SuccessorId = parent.Id;
            return await db.SaveChangesAsync();
        });
        await app.Settle();

        Assert.Equal(before, (await visitor.Get("/en/partners")).Source);
        Assert.Equal(page, (await visitor.Get("/en/partners/" + child.Key)).Source);

        // Whoever edits the child without seeing the parent leaves it where it is.
        using var desk = await app.As(Role.DialogueDesk, "eu");
        var form = await desk.Get($"/en/partners/{child.Key}/edit");
        Assert.DoesNotContain("Hidden parent", form.Source);
        Assert.Equal(HttpStatusCode.OK, (await desk.Submit(form, new Dictionary<string, string?> { ["Input.Abbreviation"] = "COS" })).Status);
        var kept = await app.Behind(db => db.Organisations.Include(one => one.Parent).SingleAsync(one => one.Id == child.Id));
        Assert.Equal("COS", kept.Abbreviation);
        Assert.Equal("Hidden parent", kept.Parent!.Name["en"]!.Text);
    }

    [Theory, Databases]
    public async Task An_officer_enters_an_organisation_with_former_names_and_variants_without_script(Database database)
    {
        await using var app = await App.On(database);
        using var officer = await app.As(Role.ProgrammeOfficer);

        var form = await officer.Get("/en/partners/new/edit");
        form = await officer.Submit(form, new Dictionary<string, string?> { ["Rows"] = "more FormerNames", ["Input.Name.Words[en]"] = "New bureau" });
        form = await officer.Submit(form, new Dictionary<string, string?> { ["Rows"] = "more Variants" });
        Assert.Contains("New bureau", form.Source);
        var page = await officer.Submit(form, new Dictionary<string, string?>
        {
            ["Input.Name.States[en]"] = "Verified",
            ["Input.FormerNames[0].Words[en]"] = "Old bureau",
            ["Input.Variants[0].Text"] = "新局",
            ["Input.Variants[0].Language"] = "zh",
            ["Input.Variants[0].Party"] = "china",
            ["Input.Url"] = "https://example.org",
            ["Input.Audience"] = "public",
        });

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Old bureau", page.Text);
        Assert.Contains("新局", page.Text);
        Assert.DoesNotContain("/new/", page.Address);
    }

    [Theory, Databases]
    public async Task An_organisation_cannot_stand_under_itself(Database database)
    {
        await using var app = await App.On(database);
        using var officer = await app.As(Role.ProgrammeOfficer);
        var ec = await app.Behind(db => db.Organisations.SingleAsync(one => one.Key == "ec"));

        var refused = await officer.Submit(await officer.Get("/zh/partners/eu/edit"), new Dictionary<string, string?> { ["Input.Parent"] = ec.Id.ToString() });
        Assert.Contains("机构不能隶属于自身或其下属机构", refused.Text);
        Assert.Null((await app.Behind(db => db.Organisations.SingleAsync(one => one.Key == "eu"))).ParentId);
    }

    [Theory, Databases]
    public async Task The_second_writer_sees_both_versions_of_a_list_and_of_a_name(Database database)
    {
        await using var app = await App.On(database);
        using var eu = await app.As(Role.DialogueDesk, "eu");
        using var china = await app.As(Role.DialogueDesk, "china");
        var (opened, openedToo) = (await eu.Get("/en/partners/nia/edit"), await china.Get("/en/partners/nia/edit"));

        await eu.Submit(opened, new Dictionary<string, string?> { ["Input.Abbreviation"] = "NIA-EU" });
        var conflict = await china.Submit(openedToo, new Dictionary<string, string?> { ["Input.Abbreviation"] = "NIA-CN" });
        Assert.Equal(HttpStatusCode.Conflict, conflict.Status);
        Assert.Contains("NIA-EU", conflict.Text);
        Assert.Contains("NIA-CN", conflict.Text);

        var saved = await china.Submit(conflict, new Dictionary<string, string?> { ["Input.Abbreviation"] = "NIA-CN" });
        Assert.Contains("NIA-CN", saved.Text);
    }

    [Theory, Databases]
    public async Task A_partner_leads_to_its_activities_and_their_commitments(Database database)
    {
        await using var app = await App.On(database);
        using var visitor = app.AsVisitor();
        var key = await app.Behind(db => db.Organisations.Where(one => db.Activities.Any(activity => activity.Audience == Audience.Public && activity.Commitments.Any(link => link.Commitment.Audience == Audience.Public) && activity.Partners.Any(partner => partner.OrganisationId == one.Id))).OrderBy(one => one.Key).Select(one => one.Key).FirstAsync());

        var page = (await visitor.Get("/zh/partners/" + key)).Document;
        Assert.NotNull(page.QuerySelector("main a[href^='/zh/activities/']"));
        Assert.NotNull(page.QuerySelector("main a[href^='/zh/commitments/']"));
    }

    private static Organisation Organisation(string english, string chinese) =>
        new(Some.Text(english, chinese)) { Audience = Audience.Public, Party = "china", Role = OrganisationRole.Partner };

    private static List<string> Keys(Page page, string selector) => [.. page.Document.QuerySelectorAll(selector).Select(one => one.GetAttribute("href")!.Split('/')[^1]).Distinct()];
}
