using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Concord.Platform.Files;

/// <summary>
/// Content in a bucket of an S3-compatible service: files/ab/cd/abcd…. A staged file is an upload in parts under staging/…; what is not
/// yet a whole part waits beside it, so that any node can go on after any piece.
/// </summary>
internal sealed class ObjectStore : IFileStore, IDisposable
{
    /// <summary>Bytes of a part. The service wants at least 5 MiB and at most 10,000 parts: enough for 80 GB.</summary>
    public const int PartSize = 8 * 1024 * 1024;

    private const string Kept = "files/", Staging = "staging/";

    private readonly AmazonS3Client s3;
    private readonly string bucket;

    public ObjectStore(ObjectSettings settings)
    {
        bucket = settings.Bucket;
        s3 = new(new BasicAWSCredentials(settings.AccessKey, settings.SecretKey), new AmazonS3Config
        {
            ServiceURL = settings.Service,
            ForcePathStyle = true,
            AuthenticationRegion = settings.Region,
            MaxErrorRetry = 4,

            // Services other than Amazon's do not know its newer checksums; what is kept is checked by our own hash.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        });

        // The client escapes the slashes of the source too. Amazon takes both; some services only what its documentation shows.
        s3.BeforeRequestEvent += (_, request) =>
        {
            if (request is WebServiceRequestEventArgs { Headers: var headers } && headers.TryGetValue("x-amz-copy-source", out var source)) headers["x-amz-copy-source"] = source.Replace("%2F", "/", StringComparison.Ordinal);
        };
    }

    public async Task<IStagedWriter> StageAsync(Guid upload, Staged so, CancellationToken stop)
    {
        // Only this state is known of: what an earlier request left beside it is nobody's.
        if (so.Length > 0) await Forget(upload, key => key != TailOf(upload, so), stop);
        var writer = new Writer(this, upload, so);
        await writer.TakeUpAsync(stop);
        return writer;
    }

    public async Task SealAsync(Guid upload, Staged so, CancellationToken stop)
    {
        if (so.Multipart is not { } multipart) return; // small enough to be one object: the writer has put it

        var tail = so.Length - ((long)so.Parts.Count * PartSize);
        var parts = so.Parts.ToList();
        try
        {
            if (tail > 0) parts.Add(await AddPart(upload, multipart, parts.Count, await ReadTail(upload, so, stop), stop));
            await s3.CompleteMultipartUploadAsync(
                new() { BucketName = bucket, Key = KeyOf(upload), UploadId = multipart, PartETags = [.. parts.Select((tag, index) => new PartETag(index + 1, tag))] },
                stop);
        }
        catch (AmazonS3Exception)
        {
            // It was sealed before, by a process that did not live to say so: services have several words for that.
            if (await SizeOf(KeyOf(upload), stop) != so.Length) throw;
        }
    }

    public async Task<Stream> OpenStagedAsync(Guid upload, Staged so, CancellationToken stop) => await Open(WholeOf(upload, so), stop) ?? throw new FileNotFoundException($"The staged file {upload} is not in the store.");

    public async Task KeepAsync(Guid upload, Staged so, string hash, CancellationToken stop)
    {
        if (await SizeOf(KeyOf(hash), stop) is null) await s3.CopyObjectAsync(bucket, WholeOf(upload, so), bucket, KeyOf(hash), stop);
        await Forget(upload, _ => true, stop);
    }

    public async Task DropAsync(Guid upload, Staged so, CancellationToken stop)
    {
        if (so.Multipart is { } multipart) await Abort(upload, multipart, stop);
        await Forget(upload, _ => true, stop);
    }

    public async Task PutAsync(string hash, ReadOnlyMemory<byte> content, CancellationToken stop) => await Put(KeyOf(hash), content, stop);

    public async Task<Stream?> OpenAsync(string hash, CancellationToken stop) => await Open(KeyOf(hash), stop);

    public async Task RemoveAsync(string hash, CancellationToken stop) => await s3.DeleteObjectAsync(bucket, KeyOf(hash), stop);

    public async IAsyncEnumerable<Lying> AllAsync([EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var found in Under(Kept, stop)) yield return new(found.Key[(found.Key.LastIndexOf('/') + 1)..], found.Size ?? 0, Utc(found.LastModified));
    }

    public async IAsyncEnumerable<LyingStaged> AllStagedAsync([EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var found in Under(Staging, stop))
        {
            if (UploadOf(found.Key) is { } upload) yield return new(upload, null, Utc(found.LastModified));
        }

        var request = new ListMultipartUploadsRequest { BucketName = bucket, Prefix = Staging };
        for (var more = true; more;)
        {
            ListMultipartUploadsResponse answer;
            try
            {
                answer = await s3.ListMultipartUploadsAsync(request, stop);
            }
            catch (AmazonS3Exception unknown) when (unknown.StatusCode is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented)
            {
                yield break; // as above
            }

            foreach (var found in answer.MultipartUploads ?? [])
            {
                if (UploadOf(found.Key) is { } upload) yield return new(upload, found.UploadId, Utc(found.Initiated));
            }

            more = answer.IsTruncated == true;
            (request.KeyMarker, request.UploadIdMarker) = (answer.NextKeyMarker, answer.NextUploadIdMarker);
        }
    }

    /// <summary>Makes the bucket if it is not there: a new installation needs no other tool.</summary>
    public async Task PrepareAsync(CancellationToken stop)
    {
        try
        {
            await s3.ListObjectsV2Async(new() { BucketName = bucket, MaxKeys = 1 }, stop);
        }
        catch (AmazonS3Exception missing) when (missing.ErrorCode == "NoSuchBucket")
        {
            try
            {
                await s3.PutBucketAsync(bucket, stop);
            }
            catch (AmazonS3Exception raced) when (raced.ErrorCode is "BucketAlreadyOwnedByYou" or "BucketAlreadyExists")
            {
                // Another node was quicker. That it is ours and not a stranger's, reading it tells.
                await s3.ListObjectsV2Async(new() { BucketName = bucket, MaxKeys = 1 }, stop);
            }
        }
    }

    public void Dispose() => s3.Dispose();

    private static string KeyOf(Guid upload) => Staging + upload.ToString("n");

    private static string KeyOf(string hash) => $"{Kept}{hash[..2]}/{hash[2..4]}/{hash}";

    /// <summary>Named after where it ends: a piece that is thrown away leaves the one before it as it was.</summary>
    private static string TailOf(Guid upload, Staged so) => $"{Staging}{upload:n}.{so.Length}";

    /// <summary>Of a sealed file: what is smaller than a part was never an upload in parts.</summary>
    private static string WholeOf(Guid upload, Staged so) => so.Multipart is null ? TailOf(upload, so) : KeyOf(upload);

    private static Guid? UploadOf(string key) => Guid.TryParse(key[Staging.Length..].Split('.')[0], out var upload) ? upload : null;

    private static DateTimeOffset Utc(DateTime? at) => at is { } known ? new(known.ToUniversalTime(), TimeSpan.Zero) : DateTimeOffset.UtcNow;

    private async Task<long?> SizeOf(string key, CancellationToken stop)
    {
        try
        {
            return (await s3.GetObjectMetadataAsync(bucket, key, stop)).ContentLength;
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private async Task<Stream?> Open(string key, CancellationToken stop) =>
        await SizeOf(key, stop) is { } size
            ? new SeekableStream(size, async (from, cancelled) => (await s3.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = key, ByteRange = new(from, size - 1) }, cancelled)).ResponseStream)
            : null;

    private async Task<byte[]> ReadTail(Guid upload, Staged so, CancellationToken stop)
    {
        using var answer = await s3.GetObjectAsync(bucket, TailOf(upload, so), stop);
        var bytes = new byte[answer.ContentLength];
        await answer.ResponseStream.ReadExactlyAsync(bytes, stop);
        return bytes;
    }

    private Task<PutObjectResponse> Put(string key, ReadOnlyMemory<byte> content, CancellationToken stop) =>
        s3.PutObjectAsync(new() { BucketName = bucket, Key = key, InputStream = Over(content), UseChunkEncoding = false }, stop);

    private async Task<string> AddPart(Guid upload, string multipart, int before, ReadOnlyMemory<byte> content, CancellationToken stop) =>
        (await s3.UploadPartAsync(
            new() { BucketName = bucket, Key = KeyOf(upload), UploadId = multipart, PartNumber = before + 1, InputStream = Over(content), PartSize = content.Length, UseChunkEncoding = false },
            stop)).ETag;

    /// <summary>Deletes what is staged of an upload, but not its parts.</summary>
    private async Task Forget(Guid upload, Func<string, bool> which, CancellationToken stop)
    {
        var keys = new List<string>();
        await foreach (var found in Under(KeyOf(upload), stop)) keys.Add(found.Key);
        foreach (var key in keys.Where(which)) await s3.DeleteObjectAsync(bucket, key, stop);
    }

    private async Task Abort(Guid upload, string multipart, CancellationToken stop)
    {
        try
        {
            await s3.AbortMultipartUploadAsync(bucket, KeyOf(upload), multipart, stop);
        }
        catch (AmazonS3Exception gone) when (gone.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented)
        {
            // It was finished or aborted before: what is wanted is so. A service that cannot do it forgets parts by itself after a time.
        }
    }

    private async IAsyncEnumerable<S3Object> Under(string prefix, [EnumeratorCancellation] CancellationToken stop)
    {
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix };
        do
        {
            var answer = await s3.ListObjectsV2Async(request, stop);
            foreach (var found in answer.S3Objects ?? []) yield return found;
            request.ContinuationToken = answer.IsTruncated == true ? answer.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null);
    }

    private static MemoryStream Over(ReadOnlyMemory<byte> content) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(content, out var array) ? new(array.Array!, array.Offset, array.Count, false) : new(content.ToArray(), false);

    /// <summary>Fills one part while the one before is on its way: two parts in memory, no more.</summary>
    private sealed class Writer(ObjectStore store, Guid upload, Staged so) : IStagedWriter
    {
        private byte[] filling = new byte[PartSize];
        private byte[]? spare;
        private Task<string>? sending;
        private int held;
        private Staged safe = so;
        private string? multipart = so.Multipart;
        private List<string> parts = [.. so.Parts];

        public Staged Safe => safe;

        private long Whole => (long)parts.Count * PartSize;

        /// <summary>What was not yet a whole part is the beginning of the next.</summary>
        public async Task TakeUpAsync(CancellationToken stop)
        {
            if (safe.Length == Whole) return;

            var tail = await store.ReadTail(upload, safe, stop);
            tail.CopyTo(filling, 0);
            held = tail.Length;
        }

        public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop)
        {
            while (bytes.Length > 0)
            {
                if (held == PartSize) await SendAsync(stop);
                var fits = Math.Min(PartSize - held, bytes.Length);
                bytes[..fits].CopyTo(filling.AsMemory(held));
                held += fits;
                bytes = bytes[fits..];
            }
        }

        public async Task<Staged> FlushAsync(CancellationToken stop)
        {
            if (held == PartSize && multipart is not null) await SendAsync(stop);
            await ArriveAsync();
            var all = new Staged(Whole + held, multipart, [.. parts]);
            if (held > 0) await store.Put(TailOf(upload, all), filling.AsMemory(0, held), stop);
            return safe = all;
        }

        public async ValueTask DisposeAsync()
        {
            // A part still under way must not arrive after the next writer's; whether it failed was told or does not matter any more.
            if (sending is { } last) await last.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        private async Task SendAsync(CancellationToken stop)
        {
            await ArriveAsync();
            multipart ??= (await store.s3.InitiateMultipartUploadAsync(store.bucket, KeyOf(upload), stop)).UploadId;
            sending = store.AddPart(upload, multipart, parts.Count, filling, stop);
            (filling, spare) = (spare ?? new byte[PartSize], filling);
            held = 0;
        }

        private async Task ArriveAsync()
        {
            if (sending is null) return;

            parts = [.. parts, await sending];
            (sending, safe) = (null, new(Whole, multipart, [.. parts]));
        }
    }
}
