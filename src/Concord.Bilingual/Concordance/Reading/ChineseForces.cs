namespace Concord.Bilingual.Concordance.Reading;

/// <summary>The Chinese words of force.</summary>
internal static class ChineseForces
{
    public static IEnumerable<(string Word, Force Force, bool IsWeak)> All()
    {
        var all = new Dictionary<string, (string, Force, bool)>(StringComparer.Ordinal);
        void Say(Force force, string list, bool weak = false)
        {
            foreach (var word in list.Split(' ', StringSplitOptions.RemoveEmptyEntries)) all[word] = (word, force, weak);
        }

        Say(Force.Shall, "必须 须 务必 务须 必得 有义务 负有义务 有责任 负有责任 责成 有必要 不得不 均须 强制");
        Say(Force.Shall | Force.Should, "应当 应该 应予 应 均应 应由");
        Say(Force.Shall | Force.Should | Force.Request, "需要 需 要 须经 义务 责任 负责 必要 必需 必", weak: true);
        Say(Force.Shall | Force.Request | Force.Order | Force.Insist, "要求");
        Say(Force.Should | Force.Discourage | Force.Recommend, "建议不 建议勿 建议不要");
        Say(Force.Should, "宜 最好 为宜 可取");
        Say(Force.May, "可 可以 有权 均可 可自行 得以 有资格 允许 准许 准予 授权 被授权 可自由 可自愿 可选择 可酌情");
        Say(Force.May | Force.Possible, "能够 能 方可 才可 始可 方能 才能 可能会", weak: true);
        Say(Force.May | Force.Shall | Force.MustNot, "只能 只可 仅可 仅能 只得", weak: true);
        Say(Force.May, "权利 享有 许可 自愿 自行 酌情 获准", weak: true);
        Say(Force.Possible | Force.May, "可能 或许 也许 或会 或可 或将 有可能 或能 可能会 可能将 很可能 极可能 大概 或许会 也许会 很可能会 有可能会");
        Say(Force.Will | Force.Shall, "必定 必然 必将 势必 一定会 定会");
        Say(Force.Possible, "未必 可能不 可能无法 不一定 或不");
        Say(Force.Hope | Force.Possible, "有望 可望");
        Say(Force.Hope | Force.Possible | Force.Will | Force.Intend, "预计 预期 预计将");
        Say(Force.Will | Force.Shall, "将会 将于 将在 将要 将 即将 将由 将以 将对 将为 会将");
        Say(Force.Will | Force.May | Force.Possible, "会", weak: true);
        Say(Force.Intend, "拟 打算 有意 有意向 意在 意欲 拟于 拟将 计划将 计划在 计划于");
        Say(Force.Intend, "计划 准备 旨在", weak: true);
        Say(Force.Hope, "希望 期望 期待 盼望 盼 但愿 愿望 愿意 愿 期盼 冀");
        Say(Force.Undertake, "承诺 许诺 答应 允诺");
        Say(Force.Undertake, "保证 担保 确保", weak: true);
        Say(Force.Endeavour, "尽力 尽量 努力 力求 力争 争取 竭力 致力 尽最大努力 尽一切努力 竭尽全力 尽可能 设法 全力");
        foreach (var binding in new[] { "应", "应当", "须", "将", "要", "会", "都应", "均应" })
        {
            Say(Force.Endeavour, string.Join(' ', new[] { "尽力", "努力", "力求", "力争", "争取", "竭力", "尽最大努力", "尽一切努力", "竭尽全力" }.Select(effort => binding + effort)));
            Say(Force.Endeavour | Force.Shall | Force.Should, binding + "尽量 " + binding + "尽可能");
        }

        Say(Force.MustNot, "不得 不可 不可以 不能 严禁 不准 不许 不允许 切勿 请勿 禁止 无权 均不得 不应允许 一概不得 不予准许 禁");
        Say(Force.MustNot, "无法 未能 难以", weak: true);
        Say(Force.MustNot | Force.Discourage, "不应当 不应该 不应 不该");
        Say(Force.NeedNot, "无须 无需 不必 不需要 不需 毋须 毋需 不用 没有义务 无义务 不强制 不必要 未必要 不再需要 免于 不要求 并不要求 并非必须 并非必要 非必须 非强制 不是必须 不强求 没有必要 无必要 无义务 不负有义务 可不必 可以不必 可不再");
        Say(Force.NeedNot | Force.May, "可不 可以不 可免 可以免");
        Say(Force.NeedNot, "免 豁免 免除", weak: true);
        Say(Force.Discourage, "不宜 不建议 不鼓励 不提倡 不主张 劝阻 最好不要 不推荐");
        Say(Force.Discourage, "不要", weak: true);
        Say(Force.Discourage | Force.MustNot, "勿", weak: true);
        Say(Force.Encourage, "鼓励 倡导 提倡");

        Say(Force.Agree | Force.Approve, "同意");
        Say(Force.Agree, "商定 议定 达成一致 达成共识 一致认为 认同 约定 达成协议 取得一致 一致同意");
        Say(Force.Agree, "共识 协议 协定 一致 许可", weak: true);
        Say(Force.InPrinciple, "原则上同意 原则同意 达成原则性协议 原则性共识 原则上达成一致");
        Say(Force.Decide, "决定 议决 做出决定 作出决定 裁定 决意");
        Say(Force.Note, "注意到 指出 表示注意 知悉 获悉 留意到 察觉");
        Say(Force.Appreciate, "赞赏地注意到 满意地注意到 欣慰地注意到 高兴地注意到 表示满意");
        Say(Force.Concern, "关切地注意到 关注到 表示关注 忧虑地注意到 担忧地注意到");
        Say(Force.Regret, "遗憾地注意到");
        Say(Force.Note | Force.Request, "请注意 须注意 应注意 值得注意", weak: true);
        Say(Force.Welcome | Force.Invite, "欢迎");
        Say(Force.Appreciate, "赞赏 赞扬 表彰 称赞 嘉许 赞许 肯定 高度评价 表示满意 赞誉");
        Say(Force.Appreciate | Force.Thank, "感谢 致谢 谢意 感激 谢忱 感激之情");
        Say(Force.Consider, "审议 讨论 考虑 探讨 审阅 商讨 交换意见 交流意见 交换了意见 商议 评议 辩论 会商 研究了");
        Say(Force.Consider | Force.Agree, "认为 视为 思考 审视 研究 审查 磋商 研讨 审核", weak: true);
        Say(Force.Recall, "回顾 忆及 铭记 忆起 念及 追溯 谨记");
        Say(Force.Reaffirm | Force.Confirm, "重申 再次确认 申明 再次强调 再次重申 再度确认");
        Say(Force.Request, "请求 提请 恳请");
        Say(Force.Request | Force.Invite, "邀请 邀 应邀 约请");
        Say(Force.Request | Force.Invite, "请");
        Say(Force.Urge | Force.Request, "吁请 敦促 呼吁 促请 督促 催促 力促");
        Say(Force.Recommend | Force.Should, "建议 推荐 提议 倡议 劝告 主张");
        Say(Force.Recommend, "提出", weak: true);
        Say(Force.Approve, "批准 核准 核可 赞同 审议通过 予以通过 采纳 核定 通过了 获得通过 签批 获批");
        Say(Force.Approve | Force.Agree, "通过 采用", weak: true);
        Say(Force.Approve | Force.Accept | Force.Confirm, "认可 承认 确认");
        Say(Force.Emphasise, "强调 着重指出 突出 重点指出 特别指出");
        Say(Force.Support | Force.Approve, "赞成 拥护");
        Say(Force.Support, "支持");
        Say(Force.Concern, "关切 忧虑 担忧 担心 忧心 深感不安 表示不安 表示关注");
        Say(Force.Regret, "遗憾 惋惜 抱歉 失望 痛惜");
        Say(Force.Offer, "愿提供 提出愿 主动提出 表示愿意 愿意提供 愿为");
        Say(Force.Refuse, "拒绝 拒 驳回 否决 谢绝 回绝 婉拒 不接受 排除");
        Say(Force.Object, "反对 异议 抗议 不同意 不赞成 保留意见");
        Say(Force.Insist, "坚持 坚称 坚持要求");
        Say(Force.Order, "责令 责成 命令 勒令 饬令 下令");
        Say(Force.Order, "规定 指示 指令", weak: true);
        Say(Force.Receive, "收悉 确认收到");
        Say(Force.Accept | Force.Agree, "接受");
        Say(Force.Inform, "通报 通知 告知 报告 宣布 公布 介绍 表示 说明 称 声明 汇报", weak: true);
        Say(Force.Doubt, "质疑 怀疑 存疑 置疑");
        Say(Force.Condemn, "谴责 痛斥");
        Say(Force.Waive, "放弃");
        Say(Force.Reserve, "保留权利 保留");
        return all.Values;
    }
}
