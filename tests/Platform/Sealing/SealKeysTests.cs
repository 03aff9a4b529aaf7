using System.Text;
using Concord.Cli;
using Concord.Platform.Sealing;
using Concord.Records.Sealing;
using Concord.Tests.Records;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Tests.Platform.Sealing;

/// <summary>The installation's keys: made once, published for ever, replaced when somebody wants it.</summary>
public sealed class SealKeysTests
{
    [Theory, Databases]
    public async Task A_seal_is_checked_with_the_published_key_also_after_the_next(Database database)
    {
        await using var app = await App.On(database);
        var seal = await Sealed(app);
        var before = await Published(app);
        Assert.Single(before.Keys);

        using var output = new StringWriter();
        Assert.Equal(0, await Commands.RunAsync(["seal", "rotate-key", .. app.Where], output, TextWriter.Null));
        var after = await Published(app);

        Assert.Equal([$"old\t{before.Keys[0].Kid}", $"new\t{after.Keys[0].Kid}"], output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(2, after.Keys.Count);
        Assert.Equal(after.Keys[0].From, after.Keys[1].Until);
        Assert.NotNull(Seal.Read(seal, after));
        Assert.Throws<ForeignSealException>(() => Seal.Read(seal, new([after.Keys[0]])));
        var kept = await app.Behind(db => db.SealKeys.OrderBy(one => one.UsedFrom).Select(one => one.Secret != null).ToListAsync());
        Assert.Equal(new List<bool> { false, true }, kept);
    }

    [Theory, Databases]
    public async Task What_data_protection_loses_makes_no_seal_unverifiable(Database database)
    {
        await using var app = await App.On(database);
        var seal = await Sealed(app);
        await app.Behind(db => db.SealKeys.ExecuteUpdateAsync(set => set.SetProperty(one => one.Secret, Convert.ToBase64String(new byte[120]))));

        await using (var scope = app.Services.CreateAsyncScope())
        {
            var lost = await Assert.ThrowsAsync<SealKeyLostException>(() => scope.ServiceProvider.GetRequiredService<SealKeys>().CurrentAsync());
            Assert.Contains("concord seal rotate-key", lost.Message, StringComparison.Ordinal);
            Assert.NotNull(Seal.Read(seal, await Published(app)));
            await scope.ServiceProvider.GetRequiredService<SealKeys>().RotateAsync();
        }

        app.Clock.AdvanceMinutes(1);
        Assert.NotNull(Seal.Read(seal, await Published(app)));
        Assert.NotNull(Seal.Read(await Sealed(app), await Published(app)));
    }

    [Fact]
    public async Task The_private_half_stands_nowhere_in_the_clear()
    {
        await using var app = await App.On(Database.Sqlite);
        await using var scope = app.Services.CreateAsyncScope();
        using var key = await scope.ServiceProvider.GetRequiredService<SealKeys>().CurrentAsync();
        var stored = await app.Behind(db => db.SealKeys.Select(one => one.Secret!).SingleAsync());
        var secret = key.Export();

        Assert.DoesNotContain(Encoding.Latin1.GetString(secret[^100..^60]), Encoding.Latin1.GetString(Convert.FromBase64String(stored)), StringComparison.Ordinal);
        Assert.DoesNotContain("\"d\"", await Asked(app), StringComparison.Ordinal);
    }

    private static async Task<string> Sealed(App app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        using var key = await scope.ServiceProvider.GetRequiredService<SealKeys>().CurrentAsync();
        var record = SomeRecord.Text();
        var statement = SigningStatement.New(record, "eu", SomeRecord.Person, null, app.Clock.GetCurrentInstant());
        return Seal.Of("1", null, record.Hash(), app.Clock.GetCurrentInstant(), [AttestedProof.Of(statement, key)], [("record.json", record.ToJson())]).SignWith(key);
    }

    private static async Task<PublishedKeys> Published(App app) => PublishedKeys.Read(Encoding.UTF8.GetBytes(await Asked(app)));

    private static async Task<string> Asked(App app)
    {
        using var visitor = app.AsVisitor();
        using var answer = await visitor.Http.GetAsync(SealingSetup.KeysAddress);
        Assert.Equal("application/jwk-set+json", answer.Content.Headers.ContentType?.MediaType);
        return await answer.Content.ReadAsStringAsync();
    }
}
