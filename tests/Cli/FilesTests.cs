using Concord.Cli;
using Concord.Platform.Accounts;
using Concord.Platform.Files;
using Concord.Tests.Features.Files;
using Concord.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Tests.Cli;

/// <summary>The store is read again by whoever holds the installation.</summary>
public sealed class FilesTests
{
    [Theory]
    [InlineData(Database.Sqlite, "folder")]
    [InlineData(Database.Postgres, "objects", Traits = [DatabasesAttribute.Trait, nameof(Database.Postgres)])]
    public async Task What_is_missing_or_changed_is_named(Database database, string store)
    {
        await using var server = store == "objects" ? await ObjectServer.StartAsync() : null;
        await using var app = await App.On(database, settings: server?.Arguments);
        using var desk = await app.As(Role.DialogueDesk, "eu");
        var commitment = await app.Has(Some.Commitment());
        foreach (var (name, status) in new[] { ("one", "done"), ("two", "signed"), ("three", "planned") })
        {
            await desk.Submit(
                await desk.Get($"/en/commitments/{commitment.Key}/status"),
                new Dictionary<string, string?> { ["Input.Status"] = status },
                files: ("Input.Upload.File", name + "-文件.txt", System.Text.Encoding.UTF8.GetBytes("content of " + name)));
        }

        Assert.Equal((0, "3 verified (0 MB), 0 missing or changed\n"), await Run(app, "verify"));
        var hashes = await app.Behind(db => db.Files.ToDictionaryAsync(file => file.Name, file => file.Hash!));
        var lying = app.Services.GetRequiredService<IFileStore>();
        await lying.RemoveAsync(hashes["one-文件.txt"], default);
        await lying.RemoveAsync(hashes["two-文件.txt"], default);
        await lying.PutAsync(hashes["two-文件.txt"], "something else"u8.ToArray(), default);

        var (code, said) = await Run(app, "verify");
        Assert.Equal(1, code);
        Assert.Contains($"missing\t{hashes["one-文件.txt"]}\t{commitment.Key} one-文件.txt\n", said);
        Assert.Contains($"changed\t{hashes["two-文件.txt"]}\t{commitment.Key} two-文件.txt\n", said);
        Assert.DoesNotContain(hashes["three-文件.txt"], said);
        Assert.Contains("3 verified (0 MB), 2 missing or changed", said);
        var last = hashes.Values.Order(StringComparer.Ordinal).Last();
        Assert.Contains("0 verified", (await Run(app, "verify", "--after", last)).Said);

        var (_, list) = await Run(app, "list");
        Assert.Equal(3, list.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains($"{hashes["three-文件.txt"]}\t16\ttext/plain\tready\t{commitment.Key}\tthree-文件.txt", list);
    }

    private static async Task<(int Code, string Said)> Run(App app, string what, params string[] more)
    {
        using var output = new StringWriter();
        var code = await Commands.RunAsync(["files", what, .. app.Where, .. more], output, TextWriter.Null);
        return (code, output.ToString());
    }
}
