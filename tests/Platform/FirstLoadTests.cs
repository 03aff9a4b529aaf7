using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Concord.Tests.Platform;

public sealed class FirstLoadTests
{
    [Theory, Databases]
    public async Task A_new_database_holds_the_whole_programme_with_its_sources(Database database)
    {
        await using var app = await App.On(database, demo: false);

        Assert.Equal(47, await app.Behind(db => db.Activities.CountAsync()));
        Assert.Equal(20, await app.Behind(db => db.Commitments.CountAsync()));
        Assert.Equal(103, await app.Behind(db => db.Organisations.CountAsync()));
        Assert.Equal(280, await app.Behind(db => db.Terms.CountAsync()));
        Assert.Equal(0, await app.Behind(db => db.Activities.CountAsync(activity => activity.Fictitious)));
        Assert.All(await app.Behind(db => db.Activities.ToListAsync()), activity => Assert.NotEmpty(activity.Sources));
        Assert.True(await app.Behind(db => db.SearchEntries.AnyAsync()));
    }

    [Theory, Databases]
    public async Task The_home_page_answers_in_both_languages(Database database)
    {
        await using var app = await App.On(database);
        using var visitor = app.AsVisitor();

        Assert.Contains("European Union and China", (await visitor.Get("/en/")).Text);
        Assert.Contains("中欧", (await visitor.Get("/zh/")).Text);
    }
}
