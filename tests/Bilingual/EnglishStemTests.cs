using Concord.Bilingual;
using Xunit;

namespace Concord.Tests.Bilingual;

public sealed class EnglishStemTests
{
    [Fact]
    public void Agrees_with_the_stemmer_of_the_Snowball_project()
    {
        var wrong = Samples.Lines("stems.tsv").Select(line => line.Split('\t'))
            .Where(row => Stem(row[0]) != row[1]).Select(row => $"{row[0]}: {Stem(row[0])}, not {row[1]}");

        Assert.Empty(wrong);
    }

    [Fact]
    public void Never_lengthens_or_empties_a_word()
    {
        var random = new Random(6);
        for (var i = 0; i < 50_000; i++)
        {
            var word = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => "aeiouylsdnting"[random.Next(14)]));
            Assert.InRange(Stem(word).Length, 1, word.Length);
        }
    }

    private static string Stem(string word)
    {
        var letters = word.ToCharArray();
        return new(letters, 0, EnglishStem.Of(letters));
    }
}
