using System.Security.Cryptography;
using Concord.Platform.Files;
using Concord.Tests.Support;

namespace Concord.Tests.Platform.Files;

/// <summary>What every store of files must do, on disk and in an S3-compatible service that others wrote.</summary>
public sealed class StoreTests
{
    public static TheoryData<string> Stores => ["folder", "objects"];

    [Theory, MemberData(nameof(Stores))]
    public async Task What_is_staged_in_pieces_is_kept_as_one(string which)
    {
        await using var on = await Kept.On(which);
        var content = RandomNumberGenerator.GetBytes((3 * ObjectStore.PartSize) + 12_345);
        var (upload, so) = (Guid.NewGuid(), Staged.Nothing);

        // Pieces that end anywhere: within a part, at its end, over several.
        foreach (var end in new[] { 1, 1000, ObjectStore.PartSize, (2 * ObjectStore.PartSize) + 7, content.Length })
        {
            await using var writer = await on.Store.StageAsync(upload, so, default);
            await writer.WriteAsync(content.AsMemory((int)so.Length, end - (int)so.Length), default);
            so = await writer.FlushAsync(default);
            Assert.Equal(end, so.Length);
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        await on.Store.SealAsync(upload, so, default);
        await on.Store.SealAsync(upload, so, default);
        await using (var staged = await on.Store.OpenStagedAsync(upload, so, default)) Assert.Equal(content, await All(staged));
        Assert.Null(await on.Store.OpenAsync(hash, default));
        await on.Store.KeepAsync(upload, so, hash, default);

        await using (var kept = (await on.Store.OpenAsync(hash, default))!)
        {
            Assert.Equal(content.Length, kept.Length);
            Assert.Equal(content, await All(kept));
            kept.Position = ObjectStore.PartSize - 5;
            var some = new byte[10];
            await kept.ReadExactlyAsync(some);
            Assert.Equal(content[(ObjectStore.PartSize - 5)..(ObjectStore.PartSize + 5)], some);
        }

        Assert.Equal([hash], await on.Store.AllAsync(default).Select(one => one.Hash).ToListAsync());
        Assert.Empty(await on.Store.AllStagedAsync(default).ToListAsync());
        await on.Store.RemoveAsync(hash, default);
        Assert.Null(await on.Store.OpenAsync(hash, default));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_was_not_safe_is_sent_again(string which)
    {
        await using var on = await Kept.On(which);
        var content = RandomNumberGenerator.GetBytes((2 * ObjectStore.PartSize) + 99);
        var upload = Guid.NewGuid();
        Staged safe;
        await using (var writer = await on.Store.StageAsync(upload, Staged.Nothing, default))
        {
            await writer.WriteAsync(content.AsMemory(0, 700), default);
            safe = await writer.FlushAsync(default);
        }

        // This one ends without a flush, as a process does that is killed.
        await using (var writer = await on.Store.StageAsync(upload, safe, default)) await writer.WriteAsync(RandomNumberGenerator.GetBytes(ObjectStore.PartSize + 1), default);

        await using (var writer = await on.Store.StageAsync(upload, safe, default))
        {
            await writer.WriteAsync(content.AsMemory(700), default);
            safe = await writer.FlushAsync(default);
        }

        await on.Store.SealAsync(upload, safe, default);
        await using var staged = await on.Store.OpenStagedAsync(upload, safe, default);
        Assert.Equal(content, await All(staged));
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_exists_is_not_stored_twice_and_what_is_dropped_leaves_nothing(string which)
    {
        await using var on = await Kept.On(which);
        await on.Store.PutAsync("ab12cd", "the same"u8.ToArray(), default);
        var upload = Guid.NewGuid();
        await using (var writer = await on.Store.StageAsync(upload, Staged.Nothing, default))
        {
            await writer.WriteAsync("the same"u8.ToArray(), default);
            var so = await writer.FlushAsync(default);
            await on.Store.SealAsync(upload, so, default);
            await on.Store.KeepAsync(upload, so, "ab12cd", default);
        }

        var large = Guid.NewGuid();
        Staged left;
        await using (var writer = await on.Store.StageAsync(large, Staged.Nothing, default))
        {
            await writer.WriteAsync(new byte[ObjectStore.PartSize + 1], default);
            left = await writer.FlushAsync(default);
        }

        Assert.NotEmpty(await on.Store.AllStagedAsync(default).ToListAsync());
        await on.Store.DropAsync(large, left, default);
        Assert.Single(await on.Store.AllAsync(default).ToListAsync());
        Assert.Empty(await on.Store.AllStagedAsync(default).ToListAsync());
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("ab/cd")]
    [InlineData("ab")]
    public async Task Nothing_that_is_no_hash_leads_anywhere(string name)
    {
        await using var on = await Kept.On("folder");
        await Assert.ThrowsAsync<ArgumentException>(() => on.Store.OpenAsync(name, default));
    }

    private static async Task<byte[]> All(Stream stream)
    {
        using var memory = new MemoryStream();
        await stream.CopyToAsync(memory);
        return memory.ToArray();
    }

    [Fact]
    public async Task Nodes_that_start_at_the_same_moment_make_one_bucket()
    {
        await using var server = await ObjectServer.StartAsync();
        var stores = Enumerable.Range(0, 8).Select(_ => new ObjectStore(new(server.Address, "shared-bucket", "us-east-1", "S3RVER", "S3RVER"))).ToList();
        await Task.WhenAll(stores.Select(store => store.PrepareAsync(default)));
        foreach (var store in stores) store.Dispose();
    }

    /// <summary>A store with nothing in it.</summary>
    private sealed class Kept(IFileStore store, Func<ValueTask> end) : IAsyncDisposable
    {
        public IFileStore Store => store;

        public static async Task<Kept> On(string which)
        {
            if (which == "folder")
            {
                var folder = Directory.CreateTempSubdirectory("concord-files-").FullName;
                return new(new FolderStore(folder), () => { Directory.Delete(folder, true); return ValueTask.CompletedTask; });
            }

            var server = await ObjectServer.StartAsync();
            var store = new ObjectStore(new(server.Address, "some-bucket", "us-east-1", "S3RVER", "S3RVER"));
            await store.PrepareAsync(default);
            return new(store, async () => { store.Dispose(); await server.DisposeAsync(); });
        }

        public ValueTask DisposeAsync() => end();
    }
}
