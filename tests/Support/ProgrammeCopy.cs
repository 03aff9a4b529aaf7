using System.Text;

namespace Concord.Tests.Support;

/// <summary>A copy of the tiny programme, to be spoilt by a test.</summary>
internal sealed class ProgrammeCopy : IDisposable
{
    public ProgrammeCopy()
    {
        Folder = Directory.CreateTempSubdirectory("concord-programme-").FullName;
        foreach (var file in Directory.GetFiles(App.Tiny, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(Folder, Path.GetRelativePath(App.Tiny, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public string Folder { get; }

    /// <summary>Replaces words of a file that stand in it once.</summary>
    /// <returns>The line they begin on.</returns>
    public int Change(string file, string from, string to)
    {
        var path = Path.Combine(Folder, file);
        var text = File.ReadAllText(path);
        var at = text.IndexOf(from, StringComparison.Ordinal);
        Assert.True(at >= 0 && text.IndexOf(from, at + 1, StringComparison.Ordinal) < 0, $"'{from}' stands not once in {file}");
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
        return text[..at].Count(character => character == '\n') + 1;
    }

    /// <summary>Adds lines at the end of a file.</summary>
    /// <returns>The first of them.</returns>
    public int Append(string file, string lines)
    {
        var path = Path.Combine(Folder, file);
        var before = File.ReadAllLines(path).Length;
        File.AppendAllText(path, lines + "\n");
        return before + 1;
    }

    public void AppendBytes(string file, byte[] bytes)
    {
        using var stream = new FileStream(Path.Combine(Folder, file), FileMode.Append);
        stream.Write(bytes);
    }

    public void Dispose() => Directory.Delete(Folder, true);
}
