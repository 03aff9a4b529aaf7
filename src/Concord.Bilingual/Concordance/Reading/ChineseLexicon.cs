namespace Concord.Bilingual.Concordance.Reading;

/// <summary>What a Chinese word is to the reader of values.</summary>
internal enum Zi : byte
{
    /// <summary>Holds a numeral or a cue that is none: 四川, 十分, 相应, 不断.</summary>
    Skip,

    /// <summary>A count that goes without saying: 两国, 双方, 首次.</summary>
    Implied,
    ImpliedOrdinal,
    Vague,
    RelativeYear,
    RelativeMonth,
    RelativeDay,
    Morning,
    Afternoon,
    Noon,
    Midnight,
    WeekdayPrefix,
    Cue,
    About,
    Over,
    Under,
    LastCentury,
    HalfYear,
    PercentOf,
    Ordinal,
    Weekend,

    /// <summary>每年, 每两周一次.</summary>
    Every,

    Season,

    /// <summary>本世纪初: the first years of this century.</summary>
    NewCentury,

    /// <summary>A currency by name.</summary>
    Currency,
}

internal readonly record struct ZiEntry(string Word, Zi Kind, decimal Value = 0, Cue Cue = Cue.None, Unit Unit = Unit.None, Force Force = Force.None, bool IsWeak = false);

/// <summary>What may follow a number: 个月, 欧元, 公里.</summary>
internal readonly record struct Measure(string Word, Unit Unit, decimal Times = 1);

/// <summary>Chinese words that carry values or cues, in Simplified characters; found by their first character, the longest first.</summary>
internal static class ChineseLexicon
{
    private static readonly ZiEntry[][] words;
    private static readonly Measure[][] measures;
    private static readonly ushort[] wordsFrom = new ushort[0x10000];
    private static readonly ushort[] measuresFrom = new ushort[0x10000];

    static ChineseLexicon()
    {
        words = Index(WithForces(Words()), entry => entry.Word, wordsFrom);
        measures = Index(Measures(), measure => measure.Word, measuresFrom);
        foreach (var character in Counters) IsCounter[character] = true;
    }

    /// <summary>Characters that count or measure: a single numeral before one of them is a number.</summary>
    public static bool[] IsCounter { get; } = new bool[0x10000];

    private const string Counters =
        "个名位人家项条款章节次届期年月日号天周岁点时分秒刻成倍份块元角度级种类场座所层张本部辆台架只头匹支枝根颗粒件套双对副组批群队间处篇段句字页册卷幅顶把杯碗瓶盒箱包袋袭袋顿碟盘口门扇艘列班趟遍回下声阵轮局集首幕步寸尺米里亩斤吨线两克升瓦平英海公千百万亿美欧港日韩磅卷村县市省州国族党派方面边侧大小号楼房室床岛洲倍折番重维代世堂课餐胞胎连排营团师军亿成股笔桩起例宗则道题副眼笼棵株朵片滴缕丝束串捆堆摞叠圈行列户口栋幢间套盏辈弦角棱季星半世者等强项多余来";

    public static bool Find(ReadOnlySpan<char> text, int at, out ZiEntry found)
    {
        var from = wordsFrom[text[at]];
        if (from != 0)
        {
            var next = at + 1 < text.Length ? text[at + 1] : '\0';
            foreach (ref readonly var entry in words[from].AsSpan())
            {
                if (entry.Word.Length > 1 && (entry.Word[1] != next || !text[at..].StartsWith(entry.Word, StringComparison.Ordinal))) continue;
                found = entry;
                return true;
            }
        }

        found = default;
        return false;
    }

    public static bool FindMeasure(ReadOnlySpan<char> text, int at, out Measure found)
    {
        if (at < text.Length && measuresFrom[text[at]] is var from and not 0)
        {
            foreach (var measure in measures[from])
            {
                if (!text[at..].StartsWith(measure.Word, StringComparison.OrdinalIgnoreCase)) continue;
                if (char.IsAsciiLetter(measure.Word[^1]) && at + measure.Word.Length < text.Length && char.IsAsciiLetter(text[at + measure.Word.Length])) continue;
                found = measure;
                return true;
            }
        }

        found = default;
        return false;
    }

    /// <summary>A word may deny and bind, 不得, or bind alone, 必须.</summary>
    private static IEnumerable<ZiEntry> WithForces(IEnumerable<ZiEntry> entries)
    {
        var all = new Dictionary<string, ZiEntry>(StringComparer.Ordinal);
        foreach (var entry in entries) all.TryAdd(entry.Word, entry);
        foreach (var (word, force, isWeak) in ChineseForces.All()) all[word] = all.TryGetValue(word, out var entry) && entry.Kind == Zi.Cue ? entry with { Force = force, IsWeak = isWeak } : new(word, Zi.Cue, Cue: Denies(word, force), Force: force, IsWeak: isWeak);
        return all.Values;
    }

    /// <summary>一概不得, 未必: what forbids or leaves open denies, too.</summary>
    private static Cue Denies(string word, Force force) =>
        word.IndexOfAny(['不', '未', '无', '勿', '免']) < 0 || word is "不得不" ? Cue.None : (force & Force.MustNot) != 0 ? Cue.Prohibition : (force & Force.NeedNot) != 0 ? Cue.NoObligation : Cue.Denial;

    private static T[][] Index<T>(IEnumerable<T> all, Func<T, string> word, ushort[] from)
    {
        var groups = all.GroupBy(one => word(one)[0]).ToList();
        var index = new T[groups.Count + 1][];
        index[0] = [];
        for (var group = 0; group < groups.Count; group++)
        {
            from[groups[group].Key] = (ushort)(group + 1);
            if (char.IsAsciiLetter(groups[group].Key)) from[char.ToUpperInvariant(groups[group].Key)] = (ushort)(group + 1);
            index[group + 1] = [.. groups[group].DistinctBy(word).OrderByDescending(one => word(one).Length)];
        }

        return index;
    }

    private static IEnumerable<ZiEntry> Words()
    {
        IEnumerable<ZiEntry> Of(Zi kind, string list, decimal value = 0, Cue cue = Cue.None) => list.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => new ZiEntry(word, kind, value, cue));

        return
        [
            // Numerals that are none.
            .. Of(Zi.Skip, "一带一路 一国两制 一模一样 一五一十 一心一意 一生一世 五一 三七二十一 二手 二氧化 二胡 二流 二话 二元 二次元 二代 三明治 三角 三星 三亚 三文鱼 三轮车 三脚架 三心二意 三番五次 三番两次 三思 三峡 三藩市 三K党 三农 三国演义 三好 三级跳 三合会 三位一体 三百六十行 再三 四川 四处 四周 四面八方 四面 四肢 四季 四通八达 四分五裂 四舍五入 四海 四合院 四书 四邻 五角大楼 五金 五花八门 五颜六色 五官 五谷 五脏 五星红旗 五星级 五湖四海 五彩 五线谱 六神无主 六合彩 七上八下 七嘴八舌 七夕 七喜 乱七八糟 七零八落 八卦 八方 八宝 九龙 九州 九泉 九寨沟 九牛一毛 十分钟 十字 十足 十全十美 十万火急 十恶不赦"),
            .. Of(Zi.Skip, "百姓 百货 百科 百度 百事 百般 百忙 百合 百老汇 百慕大 百思 百折不挠 百叶窗 百里挑一 百万富翁 百灵 百威 百花 百战 百草 千方百计 千篇一律 千里 千禧 千叶 千变万化 千岛 千千万万 千家万户 千古 千秋 千载难逢 千斤顶 千层 千伏 千钧一发 千真万确 千辛万苦 千山万水 千丝万缕 万一 万物 万岁 万分 万能 万里 万圣节 万豪 万维网 万事 万众 万象 万隆 万斯 万达 万全 万无一失 万万 万家 万花筒 万有引力 万千 亿万富翁 亿万富豪 亿万"),
            .. Of(Zi.Skip, "统一 唯一 专一 单一 同一 划一 归一 不一 万众一心 表里如一 独一无二 数一数二 接二连三 丢三落四 朝三暮四 颠三倒四 说三道四 张三李四 低三下四 举一反三 不管三七二十一 推三阻四 横七竖八 杂七杂八 五十步笑百步 征兆 预兆 前兆 吉兆 兆头 先兆 四平 三江源 五道梁 五台山 九华山 三门峡 五大连池 六盘水 六安 七台河 八达岭 十堰 十六进制 十进制 二进制 八进制 十六位 八位字节 千兆 百兆 万兆 兆赫 兆字节 兆比特 成千上万 半岛 半决赛 半导体 半途而废 半球 半信半疑 半职业 半官方 半场 半成品 半径 半截 半点 半年报 零售 零食 零件 零星 零部件 零钱 零距离 零碎 零花钱 零用钱 零工 零和 零容忍 百分百 周一鸣 周四方 周五常 点一 陆地 陆续 大陆 登陆 内陆 陆军 着陆 新大陆 陆海 伍德 队伍 退伍 入伍 玖瑰 贰臣 捌 叁"),
            .. Of(Zi.Skip, "十分 百分点 四分卫 隔三岔五 隔三差五 三天两头 十天半个月 十天半月 黑五"),

            // Counts that go without saying.
            .. Of(Zi.Implied, "两国 两岸 两性 两者 两旁 两侧 两边 两端 两极 两地 两方 两会 两院 二者 双方 双边 双重 双胞胎 双向 双打 双双 双 俩 一对 孪生 二人 二维 两倍 两颊 两手 两眼 两耳 两腿 两脚 两肩 两翼 夫妇 夫妻 翻番 翻一番 加倍 翻倍 又一 两用 两栖 伉俪", 2),
            .. Of(Zi.Implied, "三角形 三维 三方 三边 三者 三胞胎 三国 三军 三重 三倍 三番", 3),
            .. Of(Zi.Implied, "四方 四国 四胞胎 四边形", 4),
            .. Of(Zi.Implied, "六方 六边形 六角形", 6),
            .. Of(Zi.Implied, "五边形 五角形", 5), .. Of(Zi.Implied, "八边形 八角形", 8),
            .. Of(Zi.Implied, "单 独 唯 另一 另", 1),
            .. Of(Zi.Every, "每", 1),
            .. Of(Zi.Implied, "一半 半数 对半 大半 过半 半", 0.5m),
            .. Of(Zi.Implied, "百年 近百 上百 过百 百", 100),
            .. Of(Zi.ImpliedOrdinal, "首次 首个 首位 首届 首轮 首批 首先 首 第一 头 初次 最初 起初 率先 冠军", 1),
            .. Of(Zi.ImpliedOrdinal, "其次 再次 次席 亚军 第二天 第二年 第二次世界大战 二战", 2),
            .. Of(Zi.ImpliedOrdinal, "一读", 1), .. Of(Zi.ImpliedOrdinal, "二读", 2),
            .. Of(Zi.ImpliedOrdinal, "季军 三读", 3),
            .. Of(Zi.ImpliedOrdinal, "最后一", -1),
            .. Of(Zi.Implied, "百闻不如一见", 100), .. Of(Zi.Implied, "千里之行", 1_000),
            .. Of(Zi.Vague, "几十年来 几十 数十 十几 十多 好几十 数十年", 10),
            .. Of(Zi.Vague, "几百 数百 好几百 上百", 100),
            .. Of(Zi.Vague, "几千 数千 好几千 上千 成百上千 数以千计", 1_000),
            .. Of(Zi.Vague, "几万 数万 上万 成千上万 好几万 数以万计", 10_000),
            .. Of(Zi.Vague, "几十万 数十万 上十万", 100_000),
            .. Of(Zi.Vague, "几百万 数百万 上百万 数以百万计 成百万上千万", 1_000_000),
            .. Of(Zi.Vague, "几千万 数千万 上千万 数以千万计", 10_000_000),
            .. Of(Zi.Vague, "几亿 数亿 上亿 数以亿计 数十亿 几十亿 数百亿", 100_000_000),
            .. Of(Zi.Vague, "数十亿 几十亿 数以十亿计 上十亿", 1_000_000_000),
            .. Of(Zi.Vague, "好几 几个 几名 几次 几位 几 数个 数名 数次 数人 数位 若干 多个 多名 多次 多种 多项 多位 多家", 1),
            .. Of(Zi.Skip, "几乎 几何 数据 数字 数量 数码 数学 数目 人数 多数 少数 总数 指数 分数 岁数 次数 倍数 参数 函数 数十载 几率 几内亚 茶几 多边 多样 多元 多边形"),

            new("几天", Zi.Vague, 1, Cue.None, Unit.DayLong), new("数天", Zi.Vague, 1, Cue.None, Unit.DayLong), new("数日", Zi.Vague, 1, Cue.None, Unit.DayLong), new("多日", Zi.Vague, 1, Cue.None, Unit.DayLong),
            new("几周", Zi.Vague, 1, Cue.None, Unit.WeekLong), new("数周", Zi.Vague, 1, Cue.None, Unit.WeekLong), new("几个月", Zi.Vague, 1, Cue.None, Unit.MonthLong), new("数月", Zi.Vague, 1, Cue.None, Unit.MonthLong),
            new("几年", Zi.Vague, 1, Cue.None, Unit.YearLong), new("数年", Zi.Vague, 1, Cue.None, Unit.YearLong), new("多年", Zi.Vague, 1, Cue.None, Unit.YearLong), new("几个小时", Zi.Vague, 1, Cue.None, Unit.Hour), new("几小时", Zi.Vague, 1, Cue.None, Unit.Hour), new("数小时", Zi.Vague, 1, Cue.None, Unit.Hour), new("几分钟", Zi.Vague, 1, Cue.None, Unit.Minute),

            new("欧元", Zi.Currency, Unit: Unit.Euro), new("美元", Zi.Currency, Unit: Unit.UsDollar), new("人民币", Zi.Currency, Unit: Unit.Yuan), new("英镑", Zi.Currency, Unit: Unit.Pound),
            new("日元", Zi.Currency, Unit: Unit.Yen), new("日圆", Zi.Currency, Unit: Unit.Yen), new("瑞士法郎", Zi.Currency, Unit: Unit.Franc), new("港元", Zi.Currency, Unit: Unit.HongKongDollar), new("港币", Zi.Currency, Unit: Unit.HongKongDollar),
            new("澳元", Zi.Currency, Unit: Unit.AustralianDollar), new("加元", Zi.Currency, Unit: Unit.CanadianDollar), new("卢布", Zi.Currency, Unit: Unit.Rouble), new("韩元", Zi.Currency, Unit: Unit.Won), new("卢比", Zi.Currency, Unit: Unit.Rupee),

            // What stands for a date.
            .. Of(Zi.RelativeYear, "同比 去年 今年 明年 当年 同年 次年 翌年 前年 后年 本年度 本年 上年 来年 这一年 那一年 那年 该年 年内 全年 上一年 下一年 第二年 隔年"),
            .. Of(Zi.RelativeMonth, "本月 上月 上个月 下月 下个月 当月 同月 这个月 该月 次月 翌月 月内"),
            .. Of(Zi.RelativeDay, "当天 当日 同日 同一天", 1),
            .. Of(Zi.RelativeDay, "次日 翌日 隔天 第二天 次晨", 2),
            .. Of(Zi.RelativeDay, "前一天 前一日", 3),
            .. Of(Zi.RelativeDay, "今天 今日 昨天 昨日 明天 明日 前天 后天 今晚 昨晚 明晚 今晨 昨夜 这一天 那一天 那天 这天 当晚 今早 即日 本日 该日 近日 日前"),
            .. Of(Zi.Weekend, "周末"),
            .. Of(Zi.WeekdayPrefix, "星期 礼拜 周"),
            .. Of(Zi.Skip, "周年 周岁 周围 周到 周边 周转 周期 周密 周折 周旋 周刊 周知 周全 周游 周恩来 周总理 一周 两周 上周末 本周末 下周末 四周年 圆周"),
            .. Of(Zi.LastCentury, "上世纪 上个世纪"),
            .. Of(Zi.Season, "春季 春天 今春 去春 早春", 1), .. Of(Zi.Season, "夏季 夏天 暑期 暑假 盛夏 今夏", 2), .. Of(Zi.Season, "秋季 秋天 今秋 深秋", 3), .. Of(Zi.Season, "冬季 冬天 今冬", 4),
            .. Of(Zi.NewCentury, "本世纪初 世纪初 新世纪初", 2000),
            .. Of(Zi.HalfYear, "上半年", 1),
            .. Of(Zi.HalfYear, "下半年", 2),

            // Times of day.
            .. Of(Zi.Morning, "上午 早上 早晨 清晨 凌晨 清早 早间 晨间"),
            .. Of(Zi.Afternoon, "下午 午后 傍晚 晚上 晚间 夜间 夜里 夜晚 当晚 今晚 昨晚 明晚 深夜 晚"),
            .. Of(Zi.Noon, "中午 正午", 720),
            .. Of(Zi.Midnight, "午夜 半夜 子夜", 0),

            // How exactly.
            .. Of(Zi.About, "大约 约为 约 大概 左右 上下 前后 估计 差不多"),
            .. Of(Zi.Over, "超过 逾 多于 高于 不少于 不低于 至少 起码 以上 超 多达"),
            .. Of(Zi.Under, "最长 最高 最大 最多可 近 将近 接近 少于 低于 不到 不足 不超过 不高于 至多 最多 以下 以内"),
            .. Of(Zi.Skip, "近年 近期 近日 近来 附近 最近 接近于 邻近 临近 靠近 近况 近代 亲近 近距离 近平 契约 节约 条约 约定 约束 合约 预约 约会 公约 缔约 纽约 违约 约旦 邀约 大约在 约翰 签约 誓约 约克 约瑟 超级 超市 超越 超声 超出 高超 超人 超支 加以上 晚会 晚报 晚餐 晚饭 晚宴 晚年 晚期 晚些 晚安 早晚 傍晚时分 头发 头部 头脑 头痛 头条 石头 街头 镜头 巨头 头等 额头 木头 龙头 码头 带头 回头 头衔 里头 念头 点头 口头 年头 前头 后头 枕头 馒头 罐头 头号 首都 首相 首席 首脑 首领 首饰 首要 首长 元首 部首 首尔 首府 首映 单位 单独 单纯 单元 简单 名单 菜单 订单 清单 单词 单身 单亲 传单 账单 孤单 独立 独特 独自 独家 独裁 单独 孤独 每当 每况 唯物 双子 双鱼 半夜三更"),

            // Parts.
            .. Of(Zi.PercentOf, "百分之"),
            .. Of(Zi.Ordinal, "第"),

            // Modality: what denies with it. How it binds stands in ChineseForces.
            .. Of(Zi.Cue, "不得 不应当 不应该 不应 不可 不可以 不能 严禁 不准 不许 不允许 切勿 请勿", 0, Cue.Prohibition),
            .. Of(Zi.Cue, "无须 无需 不必 不需要 不需 毋须 不用 不要求 没有义务 无义务", 0, Cue.NoObligation),
            .. Of(Zi.Skip, "相应 应对 应用 适应 反应 供应 响应 效应 应急 应邀 应聘 应届 对应 答应 呼应 感应 应付 应变 应有 应运 应声 应酬 应战 照应 回应 理应 应试 一应俱全 应计 应收 应纳 可持续 可靠 可行 可再生 可见 可能性 认可 许可 可是 可怜 可爱 可惜 可口 宁可 可乐 可谓 可观 可比 可视 可信 可卡因 不可或缺 不可分割 不可避免 不可思议 不可抗力 非…不可 可否 可操作 可核查 可接受 可获 可追溯 可用性 可及性 许可证 可兰 将来 将军 将领 将士 大将 麻将 小将 将近 能力 能源 功能 性能 智能 技能 职能 才能 能耗 节能 核能 能量 能干 能见度 可再生能源 势能 动能 太阳能 潜能 能效 能否 本能 只能 不能不 会议 会见 会谈 会晤 会员 委员会 社会 机会 大会 协会 峰会 会计 会长 都会 宴会 聚会 会场 学会 议会 国会 教会 会面 会展 会期 会后 会上 会前 会中 开会 年会 例会 展会 博览会 研讨会 座谈会 发布会 理事会 工会 商会 基金会 联合会 音乐会 演唱会 奥运会 运动会 集会 体会 误会 会合 会同 会商 会签 会话 协调会 培训会 说明会 推介会 常会 必不可少 必要 主要 重要 要求 需求 要素 要点 要么 要是 要闻 摘要 纪要 概要 提要 首要 次要 简要 扼要 要害 要道 须知 胡须 必需 急需 供需 内需 所需 按需 便宜 适宜 事宜 不宜 权宜 得宜 时宜 只要 还要 就要 不要 要挟 要塞 紧要 要领 将其 将此 将有关 将该"),

            // Denial.
            .. Of(Zi.Cue, "不满意 不足以 不再 不 没有 没 未能 未 无法 无权 无人 无任何 亦无 也无 均无 尚无 既无 别无 无此 无异议 否 勿 毋 并非 而非 绝非 从未 从不 绝不 毫不 毫无 除非 不予 不及 不愿 不甘 不肯 不敢 不被 尚未 并未 并不 并无 决不 未曾 未予 均未 均不", 0, Cue.Denial),
            .. Of(Zi.Cue, "无 莫 无疑", 0, Cue.SoftDenial),
            .. Of(Zi.Cue, "缺失 缺 漏 忘记 忽视 忽略 违反 放弃 取消 撤销 作废 废止 匿名 保密 逾期 困难 难 异议 抵制 回避 防止 避免 预防 以外 难以 停止 中断 中止 终止 排除 免除 免签 免费 免于 例外 不良 不利 不满 不平等 不法 不幸 不安 不便 不明 不当 不符 不力 不善 不佳 不等 不稳 不清 不实 不公 不正当 不规则 不规范 不完整 不充分 不确定 不成功 不熟悉 不一致 不定期 无陪伴 无序 无力 无关 无业 非政府 非国家 非官方 非歧视 非 未成年 未经 未来得及 未婚 否认 否决 尽管 虽然 虽 但 然而 非自愿 遗憾 流失 丧失 失去 失踪 少 很少 罕见 鲜有 几乎没有 停 禁 免 拒 却 除", 0, Cue.SoftDenial),
            .. Of(Zi.Cue, "不仅 不但 不只 不光 不单 不仅仅 并非只 并非只有 不只是 不限于", 0, Cue.NotOnly),
            .. Of(Zi.Skip, "不得超过 不得低于 不得少于 不得高于 不得多于 不应超过 不应少于 不应低于 不能超过 不可超过 不得不 不能不 不间断 不遗余力 毫不迟延 毫不拖延 不拖延 不迟延 应接不暇 难民 难民署 最不发达 不发达 不已 不讳 不忍睹 不相同 各不相同 不休 不堪 不畏 不起眼 不可开交 不速之客 不在话下 不折不扣 不由得 不得已 迫不得已 供不应求 不知所措 不解之缘 不争 不菲 不俗 不乏 不约而同 不亚于 不等于 不外乎 惨不忍睹 目不转睛 络绎不绝 层出不穷 坚持不懈 坚定不移 毫不犹豫 源源不断 密不可分 必不可少 无核 一无所知 哑口无言 无赖 无畏 无罪 无情 无故 无知 无声 无名 无主 无菌 无毒 无害 无机 无线 不断 不同 不过 不久 不少 不超过 不少于 不低于 不高于 不多于 不得不 不动产 不止 不管 不论 不如 不妨 不禁 不错 差不多 要不 不限 不时 不由 不遗余力 不懈 不约而同 不言而喻 不失时机 不胜 不愧 不惜 不乏 不丹 不列颠 不锈钢 无论 无人机 无限 无线 无非 无数 无私 无偿 无障碍 无不 无形 无比 无锡 无聊 无辜 无意 无意中 非常 非洲 非但 非凡 非得 是非 并非不 除非 未来 未知 未免 否则 是否 能否 可否 与否 没收 没落 莫斯科 莫大 莫桑比克 莫名 莫里森 莫迪 毋庸置疑 勿忘 别 南非 北非 西非 东非 中非 非盟 不必要 对不起 不好意思 不一会 了不起 不见不散 受不了 巴不得 舍不得 少数 少年 减少 青少年 多少 至少 少女 缺少 年少 少于 少将 少校 禁毒 停车 停留 停泊 停战 停火 只是 船只 但是 但愿 除夕 扣除 解除 消除 清除 删除 拆除 排除 废除 根除 免疫 避免 难免 退却 冷却 忘却 无人区 无国界 无花果 无微不至"),

            .. Of(Zi.Cue, "仅 只 只有 只能 仅仅 仅仅是 唯有 只须 只需 只限 仅限", 0, Cue.Only),
            .. Of(Zi.Cue, "成功 顺利 得以 充足 充分 有效 合法 接受", 0, Cue.Success),
            .. Of(Zi.Cue, "包括 包含 涵盖 含 不例外", 0, Cue.Inclusion),
            .. Of(Zi.Cue, "不包括 不含 除外 之外 除了", 0, Cue.Exclusion),
            .. Of(Zi.Cue, "不得迟于 不得晚于 不晚于 不迟于 最迟 至迟 最晚 以前 之前", 0, Cue.NotAfter),
            .. Of(Zi.Cue, "不早于 最早 之后 以后", 0, Cue.NotBefore),

            .. Of(Zi.Cue, "拒绝 驳回 禁止 缺乏 缺少 非法 非正规 非正常 无证 无国籍 无成人陪伴 无人陪伴 反对 失败 豁免 不足 无效 未经许可", 0, Cue.StrongDenial),
            .. Of(Zi.Skip, "决定性 请假 申请 请教 聘请 研究院 研究所 研究员 研究生 研究人员 研究中心 请示 被请求方 请求方 被请求国 请求国 请求书 请帖 宴请 邀请函 建议书 按要求 决定书"),
        ];
    }

    private static IEnumerable<Measure> Measures()
    {
        IEnumerable<Measure> Of(Unit unit, string list, decimal times = 1) => list.Split(' ').Select(word => new Measure(word, unit, times));

        return
        [
            .. Of(Unit.Euro, "欧元 EUR 欧"), .. Of(Unit.UsDollar, "美元 美金 USD"), .. Of(Unit.Yuan, "元人民币 人民币 CNY RMB"), .. Of(Unit.Yuan, "元 块钱"), .. Of(Unit.Pound, "英镑 GBP"),
            .. Of(Unit.Yen, "日元 日圆 JPY"), .. Of(Unit.Franc, "瑞士法郎 法郎 瑞郎 CHF"), .. Of(Unit.HongKongDollar, "港元 港币 港圆"), .. Of(Unit.AustralianDollar, "澳元 澳币"),
            .. Of(Unit.CanadianDollar, "加元 加币"), .. Of(Unit.Rouble, "卢布"), .. Of(Unit.Won, "韩元 韩圆"), .. Of(Unit.Rupee, "卢比"), .. Of(Unit.Krone, "瑞典克朗 丹麦克朗 挪威克朗 克朗"),
            .. Of(Unit.Second, "秒钟 秒"), .. Of(Unit.Minute, "分钟"), .. Of(Unit.Hour, "小时 个小时 个钟头 钟头 个钟"), .. Of(Unit.WorkingDay, "个工作日 工作日 个营业日"), .. Of(Unit.DayLong, "天 昼夜 个日历日 日历日 个自然日"), .. Of(Unit.WeekLong, "个星期 星期 个礼拜 周"),
            .. Of(Unit.MonthLong, "个月"), .. Of(Unit.YearLong, "周年 年 载 岁"),
            .. Of(Unit.Millimetre, "毫米 mm"), .. Of(Unit.Centimetre, "厘米 公分 cm"), .. Of(Unit.Metre, "米 公尺 m"), .. Of(Unit.Kilometre, "公里 千米 km"), .. Of(Unit.Mile, "英里 哩"),
            .. Of(Unit.Foot, "英尺 呎"), .. Of(Unit.Inch, "英寸 吋"), .. Of(Unit.Yard, "码"), .. Of(Unit.Li, "里"), .. Of(Unit.NauticalMile, "海里 浬"), .. Of(Unit.Gallon, "加仑"),
            .. Of(Unit.SquareMetre, "平方米 平米"), .. Of(Unit.SquareKilometre, "平方公里 平方千米"), .. Of(Unit.SquareMile, "平方英里"), .. Of(Unit.SquareFoot, "平方英尺"), .. Of(Unit.Hectare, "公顷"),
            .. Of(Unit.Acre, "英亩"), .. Of(Unit.Mu, "亩"), .. Of(Unit.Milligram, "毫克 mg"), .. Of(Unit.Gram, "克 公克 g"), .. Of(Unit.Kilogram, "千克 公斤 kg"), .. Of(Unit.Tonne, "吨 公吨"), .. Of(Unit.PoundMass, "磅"),
            .. Of(Unit.Jin, "斤"), .. Of(Unit.Ounce, "盎司"), .. Of(Unit.Litre, "升 公升"), .. Of(Unit.Millilitre, "毫升 ml"), .. Of(Unit.CubicMetre, "立方米"),
            .. Of(Unit.Celsius, "摄氏度 ℃ °C"), .. Of(Unit.Fahrenheit, "华氏度 ℉ °F"), .. Of(Unit.Degree, "度 °"), .. Of(Unit.KilowattHour, "千瓦时 kWh"), .. Of(Unit.Watt, "瓦"), .. Of(Unit.Kilowatt, "千瓦 kW"), .. Of(Unit.Megawatt, "兆瓦 MW"), .. Of(Unit.Gigawatt, "吉瓦 GW"), .. Of(Unit.MegawattHour, "兆瓦时 MWh"), .. Of(Unit.GigawattHour, "吉瓦时 GWh"),
        ];
    }
}
