using System.Diagnostics;
using System.Text;
using Concord.Bilingual.Exchange;

namespace Concord.Tests.Bilingual.Exchange;

public sealed class HostileXmlTests
{
    private static readonly TimeSpan soon = TimeSpan.FromSeconds(5);

    [Fact]
    public void A_bomb_of_entities_is_refused_at_once()
    {
        var bomb = new StringBuilder("<!DOCTYPE tmx [<!ENTITY a0 'lol'>");
        for (var i = 1; i < 20; i++) bomb.Append("<!ENTITY a").Append(i).Append(" '").Insert(bomb.Length, $"&a{i - 1};", 10).Append("'>");
        Refused(bomb + "]><tmx><body><tu><tuv xml:lang='en'><seg>&a19;</seg></tuv></tu></body></tmx>", "not well formed");
        Refused(bomb.Replace("tmx", "tbx") + "]><tbx><text><body><conceptEntry><langSec xml:lang='en'><termSec><term>&a19;</term></termSec></langSec></conceptEntry></body></text></tbx>", "not well formed");
        Refused("<!DOCTYPE tmx [<!ENTITY % a '%b;'><!ENTITY % b '%a;'> %a;]><tmx><body>&c;</body></tmx>", "not well formed");
        Refused(bomb + "]><tmx tmf='&a19;'/>", "not well formed");
    }

    [Fact]
    public void Nothing_outside_the_file_is_fetched()
    {
        var secret = Path.GetTempFileName();
        try
        {
            File.WriteAllText(secret, "<!ENTITY leaked 'secret'>");
            Refused($"<!DOCTYPE tmx [<!ENTITY s SYSTEM 'file://{secret}'>]><tmx><body><tu><tuv xml:lang='en'><seg>&s;</seg></tuv></tu></body></tmx>", "not well formed");
            Refused($"<!DOCTYPE tmx SYSTEM 'file://{secret}'><tmx><body><tu><tuv xml:lang='en'><seg>&leaked;</seg></tuv></tu></body></tmx>", "not well formed");
            Refused($"<!DOCTYPE tmx [<!ENTITY % s SYSTEM 'file://{secret}'> %s;]><tmx><body><tu><tuv xml:lang='en'><seg>&leaked;</seg></tuv></tu></body></tmx>", "not well formed");
        }
        finally
        {
            File.Delete(secret);
        }
    }

    [Theory]
    [InlineData("<!DOCTYPE tmx SYSTEM 'http://127.0.0.1:1/tmx14.dtd'>")]
    [InlineData("<!DOCTYPE tmx PUBLIC '-//LISA OSCAR:1998//DTD for Translation Memory eXchange//EN' 'tmx14.dtd'>")]
    [InlineData("<!DOCTYPE tmx [<!ELEMENT tmx ANY><!ATTLIST tmx version CDATA '9'><!ENTITY unused SYSTEM 'file:///etc/passwd'>]>")]
    public void A_document_type_is_passed_over(string type) =>
        Assert.Equal("a", Assert.Single(Tmx.Read(Exchanged.File(type + "<tmx><body><tu><tuv xml:lang='en'><seg>a</seg></tuv></tu></body></tmx>"))).In("en")!.Text);

    [Fact]
    public void Deep_nesting_is_refused()
    {
        Refused("<tmx><body><tu><tuv xml:lang='en'><seg>" + string.Concat(Enumerable.Repeat("<hi>", 200_000)), "nested more than 100");
        Refused("<tmx>" + string.Concat(Enumerable.Repeat("<unknown>", 200_000)), "nested more than 100");
        Refused("<tbx><text><body><conceptEntry><langSec xml:lang='en'><termSec>" + string.Concat(Enumerable.Repeat("<termGrp>", 200_000)), "nested more than 100");
    }

    [Fact]
    public void An_endless_text_is_refused()
    {
        var text = new string('x', XmlInput.LongestText + 1);
        Refused($"<tmx><body><tu><tuv xml:lang='en'><seg>{text}</seg></tuv></tu></body></tmx>", "longer than");
        Refused($"<tmx><body><tu tuid='{text}'/></body></tmx>", "longer than");
        Refused($"<tbx><text><body><conceptEntry><note>{text}</note></conceptEntry></body></text></tbx>", "longer than");
    }

    [Fact]
    public void An_endless_record_is_refused()
    {
        var note = $"<note>{new string('x', 900_000)}</note>";
        Refused("<tmx><body><tu>\n" + string.Concat(Enumerable.Repeat(note, 20)), "larger than 16 MB");
        Refused($"<tmx><body><tu unknown='{new string('x', XmlInput.LargestRecord)}'/></body></tmx>", "larger than 16 MB");
        Refused($"<!DOCTYPE tmx [<!--{new string('x', XmlInput.LargestRecord)}-->]><tmx/>", "larger than 16 MB");
        Refused($"<tbx><text><body><conceptEntry>{string.Concat(Enumerable.Repeat(note, 20))}", "larger than 16 MB");
    }

    [Fact]
    public void Many_records_may_be_larger_than_one()
    {
        var unit = $"<tu><tuv xml:lang='en'><seg>{new string('x', 900_000)}</seg></tuv></tu>";

        Assert.Equal(24, Tmx.Read(Exchanged.File($"<tmx><body>{string.Concat(Enumerable.Repeat(unit, 24))}</body></tmx>")).Count());
    }

    private static void Refused(string file, string why)
    {
        using var stream = Exchanged.File(file);
        var watch = Stopwatch.StartNew();
        var refused = Assert.Throws<ExchangeException>(() => file.Contains("<tbx", StringComparison.Ordinal) ? Tbx.ReadEntries(stream).Count() : Tmx.Read(stream).Count());

        Assert.True(watch.Elapsed < soon, $"took {watch.Elapsed}");
        Assert.Contains(why, refused.English, StringComparison.Ordinal);
        Assert.InRange(refused.Line, 1, 2);
    }
}
