using SkiaSharp;

namespace Concord.Platform.Files;

/// <summary>Small pictures of pictures, drawn anew: nothing of the sender's file is in them.</summary>
internal static class Thumbnails
{
    public const string Media = "image/webp";

    /// <summary>Pixels of the longer side.</summary>
    public const int Side = 480;

    /// <summary>Pixels of the whole picture, as its head says before anything is unpacked.</summary>
    public const long MostPixels = 60_000_000;

    /// <summary>Bytes of a file of which a small picture is made.</summary>
    public const long Largest = 64L * 1024 * 1024;

    /// <returns>WebP; null when the picture cannot be read or is too large to be unpacked.</returns>
    public static byte[]? Of(byte[] picture)
    {
        using var data = SKData.CreateCopy(picture);
        using var codec = SKCodec.Create(data);
        if (codec is null || codec.Info is not { Width: > 0, Height: > 0 } info || (long)info.Width * info.Height > MostPixels) return null;

        // Some formats are unpacked at a fraction of their size at once.
        var scale = Math.Min(1f, (float)Side / Math.Max(info.Width, info.Height));
        var unpacked = codec.GetScaledDimensions(scale);
        using var bitmap = new SKBitmap(new SKImageInfo(unpacked.Width, unpacked.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) is not (SKCodecResult.Success or SKCodecResult.IncompleteInput)) return null;

        var turned = codec.EncodedOrigin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        var (width, height) = (Math.Max(1, (int)Math.Round(info.Width * scale)), Math.Max(1, (int)Math.Round(info.Height * scale)));
        using var surface = SKSurface.Create(new SKImageInfo(turned ? height : width, turned ? width : height, SKColorType.Rgba8888, SKAlphaType.Premul));
        surface.Canvas.Clear(SKColors.Transparent);
        surface.Canvas.SetMatrix(Upright(codec.EncodedOrigin, width, height));
        using var image = SKImage.FromBitmap(bitmap);
        surface.Canvas.DrawImage(image, new SKRect(0, 0, width, height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var drawn = surface.Snapshot();
        using var encoded = drawn.Encode(SKEncodedImageFormat.Webp, 80);
        return encoded.ToArray();
    }

    /// <summary>Turns a picture as the camera was held.</summary>
    private static SKMatrix Upright(SKEncodedOrigin origin, int width, int height) => origin switch
    {
        SKEncodedOrigin.TopRight => new(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new(0, -1, height, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new(0, -1, height, -1, 0, width, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new(0, 1, 0, -1, 0, width, 0, 0, 1),
        _ => SKMatrix.Identity,
    };
}
