using NodaTime;
using NodaTime.Text;

namespace Concord.Records.Sealing;

/// <summary>What a verification says, in plain words.</summary>
internal static class Sentences
{
    private static readonly InstantPattern english = InstantPattern.CreateWithInvariantCulture("d MMMM uuuu, HH:mm:ss 'UTC'");
    private static readonly InstantPattern chinese = InstantPattern.CreateWithInvariantCulture("uuuu年M月d日HH:mm:ss（协调世界时）");

    public static readonly Wordings SealIsForeign = Wordings.Of(
        "The seal does not fit this key: it was made by somebody else, or changed, or the key was not in use at the time.",
        "封存凭证与所给公钥不符：封存凭证出自他人之手，或已被改动，或签发时该密钥并未启用。");

    public static readonly Wordings SealIsNone = Wordings.Of(
        "The seal cannot be read: it is not a seal, or was changed.",
        "封存凭证无法读取：该文件不是封存凭证，或已被改动。");

    public static readonly Wordings ChainBegins = Wordings.Of(
        "The seal says that it is the first of its series.",
        "封存凭证载明其为该系列的第一份封存凭证。");

    public static readonly Wordings ChainHolds = Wordings.Of("The seal follows the previous seal that you gave.", "该封存凭证紧接所给的前一份封存凭证。");

    public static readonly Wordings ChainIsBroken = Wordings.Of("The seal does not follow the previous seal that you gave.", "该封存凭证并非紧接所给的前一份封存凭证。");

    public static readonly Wordings RecordIsNone = Wordings.Of("The file is not a joint record.", "该文件不是联合纪要。");

    public static readonly Wordings BoundByHash = Wordings.Of(
        "The file is a copy for reading. The seal vouches for it as a whole; what was signed is the record in JSON.",
        "该文件是供阅读的副本，由封存凭证整体作保；各方签署的是JSON格式的联合纪要。");

    public static readonly Wordings RecordIsAnother = Wordings.Of("The record in this file is not the one that was signed.", "该文件所载联合纪要并非各方签署的联合纪要。");

    public static readonly Wordings NotAllHaveSigned = Wordings.Of(
        "The sides that signed are not those that the record names.",
        "签署方与联合纪要所列各方不一致。");

    public static Wordings SealHolds(Seal seal) => Wordings.Of(
        $"The seal is genuine: it was made with the key you gave, for record no. {seal.Number}, on {english.Format(seal.SealedAt)}.",
        $"封存凭证真实：由所给公钥对应的密钥于{chinese.Format(seal.SealedAt)}签发，联合纪要编号：{seal.Number}。");

    public static Wordings FileIs(SealedFileHash file) => Wordings.Of(
        $"The file is “{file.Name}”, as the seal names it, to the last byte.",
        $"该文件即封存凭证所列“{file.Name}”，逐字节一致。");

    public static Wordings FileIsNone(string hash) => Wordings.Of(
        $"The file is none of those that the seal names: it was changed, or belongs to another record. Its SHA-256 is {hash}.",
        $"该文件不在封存凭证所列文件之中：文件已被改动，或属于另一份联合纪要。其SHA-256为{hash}。");

    public static Wordings ChainNames(string previous) => Wordings.Of(
        $"The seal before this one has the SHA-256 {previous}.",
        $"前一份封存凭证的SHA-256为{previous}。");

    public static Wordings RecordHolds(string hash) => Wordings.Of(
        $"The record in this file is the one that was signed (SHA-256 {hash}).",
        $"该文件所载联合纪要即各方签署的联合纪要（SHA-256：{hash}）。");

    public static Wordings AllHaveSigned(RecordText record) => Wordings.Of(
        $"All sides that the record names have signed: {string.Join(", ", record.Parties.Select(one => one.Name.For("en")))}.",
        $"联合纪要所列各方均已签署：{string.Join('、', record.Parties.Select(one => one.Name.For("zh")))}。");

    public static Wordings AnotherHasSigned(Proof proof) => Wordings.Of(
        $"For {For(proof, "en")} somebody else has signed than the record names: {proof.Statement.Person.For("en")}.",
        $"代表{For(proof, "zh")}签署的并非联合纪要所列签署人，而是{proof.Statement.Person.For("zh")}。");

    public static Wordings SignedByPasskey(PasskeyProof proof) => Wordings.Of(
        $"{Who(proof, "en")} signed for {For(proof, "en")} with a passkey on {english.Format(proof.Statement.At)}, on {proof.Origin}.",
        $"{Who(proof, "zh")}于{chinese.Format(proof.Statement.At)}在{proof.Origin}以通行密钥代表{For(proof, "zh")}签署。");

    public static Wordings Attested(Proof proof) => Wordings.Of(
        $"{Who(proof, "en")} signed for {For(proof, "en")} on {english.Format(proof.Statement.At)}; attested by the installation.",
        $"{Who(proof, "zh")}于{chinese.Format(proof.Statement.At)}代表{For(proof, "zh")}签署，由本系统证明。");

    public static Wordings ProofFails(Proof proof, ProofFault fault) => Wordings.Of(
        $"The signature of {Who(proof, "en")} for {For(proof, "en")} does not hold: {Why(fault).For("en")}",
        $"{Who(proof, "zh")}代表{For(proof, "zh")}的签署无效：{Why(fault).For("zh")}");

    private static string For(Proof proof, string language) => proof.Statement.PartyName.For(language);

    private static string Who(Proof proof, string language)
    {
        var capacity = proof.Statement.Capacity?.For(language);
        var name = proof.Statement.Person.For(language);
        return capacity is null ? name : language == "zh" ? $"{name}（{capacity}）" : $"{name} ({capacity})";
    }

    private static Wordings Why(ProofFault fault) => fault switch
    {
        ProofFault.WrongType => Wordings.Of("what the browser signed is not a signature of this kind.", "浏览器签署的内容不属于此类签名。"),
        ProofFault.WrongChallenge => Wordings.Of("what was signed is another statement.", "所签内容并非该声明。"),
        ProofFault.WrongOrigin => Wordings.Of("it was signed on another site, or within one.", "签署发生在其他网站，或嵌套于其他网站之中。"),
        ProofFault.WrongDomain => Wordings.Of("the passkey belongs to another domain.", "通行密钥属于其他域名。"),
        ProofFault.NotPresent => Wordings.Of("the device says that nobody was there.", "设备表明签署时无人在场。"),
        ProofFault.NotVerified => Wordings.Of("the device did not verify who was there.", "设备未核验签署人身份。"),
        ProofFault.WrongKey => Wordings.Of("the passkey is of a kind that is not accepted.", "通行密钥类型不被接受。"),
        ProofFault.WrongSignature => Wordings.Of("signature and key do not fit.", "签名与密钥不符。"),
        ProofFault.UnknownKey => Wordings.Of("the key that attests it is not among those you gave, or was not in use at the time.", "用于证明的密钥不在所给公钥之中，或当时并未启用。"),
        _ => Wordings.Of("it cannot be read.", "无法读取。"),
    };
}
