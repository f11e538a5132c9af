using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Recognizers;

/// <summary>
/// Names in scripts without capitals, by what honours or presents them: 田中美咲様, 김민수님, 患者王建国, 担当:佐藤健太, السيد خالد المنصوري, श्री राजेश शर्मा.
/// </summary>
internal sealed class HonouredName : Recognizer
{
    /// <summary>Frequent Chinese family names of one character.</summary>
    private const string ChineseFamilies = "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎余潘杜戴夏钟鍾汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文";

    /// <summary>Frequent Korean family names.</summary>
    private const string KoreanFamilies = "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모";

    /// <summary>Chinese family names of two characters.</summary>
    private static readonly HashSet<string> ChinesePairs = ["欧阳", "歐陽", "上官", "司马", "司馬", "诸葛", "諸葛", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "端木", "东方", "南宫"];

    private static readonly string[] ChineseRoles = ["丈夫", "妻子", "父亲", "母亲", "儿子", "女儿", "患者", "客户", "客戶", "病人", "用户", "員工", "员工", "同事", "经理", "联系人", "收件人", "申请人", "学生", "租客", "房东", "司机", "会员", "家属", "投保人", "被保险人", "原告", "被告"];
    private static readonly string[] ChineseTitles = ["先生", "女士", "小姐", "老师", "老師", "医生", "醫生", "经理", "主任", "教授", "律师", "太太"];
    private static readonly string[] JapaneseTitles = ["様", "さん", "氏", "先生", "さま", "くん", "ちゃん", "殿"];
    private static readonly string[] JapaneseRoles = ["担当者", "担当", "患者", "お客様", "社員", "契約者", "申込者", "受取人", "差出人", "代表者", "保護者"];
    private static readonly string[] KoreanRoles = ["담당자", "환자", "고객", "고객명", "직원", "신청인", "수취인", "받는분", "보호자", "예금주", "대표자", "학생", "세입자"];

    private static readonly HashSet<ulong> Before = WordHash.SetOf("ללקוח לקוח ללקוחה بیمار آقای خانم معكم ابنها ابنتها زوجته زوجها ผู้เช่า ลูกค้า ผู้ป่วย السيد السيدة الدكتور الدكتورة الأستاذ الأستاذة الآنسة المهندس المهندسة المريضة الموظفة العميلة الطالب الطالبة श्री श्रीमती सुश्री डॉ कुमारी मरीज़ मरीज מר גברת גב ד\"ר דוקטור המטופל המטופלת הלקוח הלקוחה העובד העובדת คุณ นาย นาง นางสาว");

    private static readonly HashSet<ulong> Stops = WordHash.SetOf("من في على طلب رقم إلى عن هو هي أن مع كان قال ने को का की के से में है पर और जी את על של עם הוא היא טען מבקש ביקש ביקשה");

    public override IReadOnlyList<string> Finds { get; } =
    [
        "«田中美咲»様からのお問い合わせ", "担当:«佐藤健太»", "«김민수»님이 환불을 요청했습니다", "담당자: «박지훈»", "患者«王建国»,男", "客户«李晓梅»投诉", "السيد «خالد المنصوري» طلب", "श्री «राजेश शर्मा» ने", "«陈志强»先生",
    ];

    public override IReadOnlyList<string> Ignores { get; } = ["お客様各位", "皆さん", "고객님", "客户投诉", "选择用户类型", "患者数", "先生", "担当部署"];

    public override void Find(in Scan scan, List<Finding> findings)
    {
        for (var i = 0; i < scan.Tokens.Length; i++)
        {
            ref readonly var token = ref scan.Tokens[i];
            if (token.Kind != TokenKind.Foreign) continue;
            var first = scan.Text[token.Start];
            if (first >= '\u3040') Characters(scan, i, findings);
            else if (first >= '\u0590' && Before.Contains(token.Hash)) Words(scan, i, findings);
        }
    }

    private static void Characters(in Scan scan, int index, List<Finding> findings)
    {
        ref readonly var token = ref scan.Tokens[index];
        var word = scan.TextOf(token);
        if (Titled(word, ChineseTitles, ChineseFamilies, out var start, out var length) || Titled(word, JapaneseTitles, families: null, out start, out length)
            || Korean(word, out start, out length) || Said(scan, index, out start, out length) || Presented(word, out start, out length)) Add(token.Start + start, length, findings);
        else if (IsRole(word) && index + 1 < scan.Tokens.Length && scan.Text[token.End..scan.Tokens[index + 1].Start] is " " && IsKoreanName(scan.TextOf(scan.Tokens[index + 1]))) Named(scan, index + 1, findings);
        else if (IsRole(word) && index + 1 < scan.Tokens.Length && scan.Text[token.End..scan.Tokens[index + 1].Start] is ":" or "：" or ": " or " : " or "： ") Named(scan, index + 1, findings);
    }

    /// <summary>A name of two to four characters right before a title.</summary>
    private static bool Titled(ReadOnlySpan<char> word, string[] titles, string? families, out int start, out int length)
    {
        foreach (var title in titles)
        {
            var at = word.IndexOf(title, StringComparison.Ordinal);
            start = at;
            while (start > 0 && at - start < 4 && IsIdeograph(word[start - 1])) start--;
            // In Chinese the family's name says where the name begins.
            if (families is not null && at >= 2)
            {
                for (start = Math.Max(0, at - 3); start < at - 1 && !families.Contains(word[start]);) start++;
                if (start >= at - 1) start = at >= 1 && families.Contains(word[at - 1]) ? at - 1 : at;
            }
            length = at - start;
            if (at >= 2 && length >= 2 && !IsCommon(word.Slice(start, length))) return true;
        }
        start = length = 0;
        return false;
    }

    private static bool IsCommon(ReadOnlySpan<char> name) => name is "客" or "皆" or "お客" or "皆様" or "各位" or "同" or "弊社" or "御社" or "患者" or "担当" or "会員" or "利用者" or "奥" or "神" or "王" or "田舎" or "業者" or "医者" or "学生" or "店員" or "社長" or "部長" or "课" or "医" or "諸" or "双方" or "両" or "仕" or "模" or "同仁" || name.EndsWith("者") || name.EndsWith("員") || name.EndsWith("長") || name.EndsWith("屋");

    private static bool Korean(ReadOnlySpan<char> word, out int start, out int length)
    {
        start = 0;
        foreach (var title in (ReadOnlySpan<string>)["님", "씨", "군", "양", "선생"])
        {
            length = word.IndexOf(title, StringComparison.Ordinal);
            if (length is 3 or 4 && KoreanFamilies.Contains(word[0]) && word[..length] is not ("고객" or "사장" or "부장" or "팀장" or "선생" or "이용자" or "신청자" or "담당자" or "관리자" or "사용자" or "고객사")) return true;
        }
        length = 0;
        return false;
    }

    /// <summary>物流の藤波 沙也加です, 인사팀 남궁소율입니다: who says who they are.</summary>
    private static bool Said(in Scan scan, int index, out int start, out int length)
    {
        var word = scan.TextOf(scan.Tokens[index]);
        start = 0;
        length = word.IndexOf("입니다", StringComparison.Ordinal);
        if (length is 3 && KoreanFamilies.Contains(word[0]) || length is 4 && KoreanPairs.Contains(word[..2].ToString())) return true;
        // 제갈민혁 님: the title stands by itself.
        if (word.Length is 3 && KoreanFamilies.Contains(word[0]) || word.Length is 4 && KoreanPairs.Contains(word[..2].ToString()))
        {
            length = word.Length;
            if (index + 1 < scan.Tokens.Length && scan.TextOf(scan.Tokens[index + 1]) is ['님', ..] or ['씨', ..]) return true;
        }
        foreach (var end in (ReadOnlySpan<string>)["です", "と申します", "と言います", "といいます"])
        {
            var at = word.IndexOf(end, StringComparison.Ordinal);
            if (at < 1) continue;
            start = at;
            while (start > 0 && at - start < 5 && IsIdeograph(word[start - 1])) start--;
            length = at - start;
            // A given name in a word of its own: the family's name ends the word before it.
            if (start == 0 && length is 1 or 2 or 3 && index > 0 && scan.Tokens[index].Start == scan.Tokens[index - 1].End + 1 && scan.Text[scan.Tokens[index].Start - 1] is ' ' or '　')
            {
                var before = scan.TextOf(scan.Tokens[index - 1]);
                var family = before.Length;
                while (family > 0 && before.Length - family < 3 && IsIdeograph(before[family - 1])) family--;
                if (family < before.Length && (family == 0 || before[family - 1] is 'の' or 'は'))
                {
                    start = -(before.Length - family + 1);
                    length = at - start;
                    return true;
                }
            }
            if (start > 0 && word[start - 1] is 'の' && length is 3 or 4 && word[..start].ContainsAny('社', '課')) return true;
        }
        length = 0;
        return false;
    }

    /// <summary>Korean family names of two syllables.</summary>
    private static readonly HashSet<string> KoreanPairs = ["남궁", "제갈", "황보", "선우", "독고", "사공", "서문", "동방"];

    private static bool IsKoreanName(ReadOnlySpan<char> word) => word.Length is 3 && KoreanFamilies.Contains(word[0]) && word[^1] is not ('은' or '는' or '이' or '가' or '을' or '를' or '의') || word.Length is 4 && KoreanPairs.Contains(word[..2].ToString());

    private static bool Presented(ReadOnlySpan<char> word, out int start, out int length)
    {
        foreach (var role in ChineseRoles)
        {
            start = word.IndexOf(role, StringComparison.Ordinal) + role.Length;
            if (start >= role.Length && start + 3 <= word.Length && ChinesePairs.Contains(word.Slice(start, 2).ToString()))
            {
                length = word.Length - start >= 4 && IsIdeograph(word[start + 3]) ? 4 : 3;
                return true;
            }
            if (start < role.Length || start + 2 > word.Length || !ChineseFamilies.Contains(word[start])) continue;
            length = word.Length - start >= 3 && IsIdeograph(word[start + 2]) ? 3 : 2;
            if (IsIdeograph(word[start + 1])) return true;
        }
        start = length = 0;
        return false;
    }

    private static bool IsRole(ReadOnlySpan<char> word)
    {
        foreach (var roles in (ReadOnlySpan<string[]>)[JapaneseRoles, KoreanRoles, ChineseRoles])
        {
            foreach (var role in roles)
            {
                if (word.EndsWith(role, StringComparison.Ordinal)) return true;
            }
        }
        return false;
    }

    private static void Named(in Scan scan, int index, List<Finding> findings)
    {
        var word = scan.TextOf(scan.Tokens[index]);
        var length = 0;
        while (length < word.Length && (IsIdeograph(word[length]) || word[length] is >= '\uac00' and <= '\ud7a3')) length++;
        if (length is >= 2 and <= 5) Add(scan.Tokens[index].Start, length, findings);
    }

    private static void Words(in Scan scan, int title, List<Finding> findings)
    {
        var last = title;
        while (last + 1 < scan.Tokens.Length && last - title < 3 && !scan.Tokens[last + 1].HasDigit && (scan.Tokens[last + 1].Kind & TokenKind.Foreign) != 0
            && !Stops.Contains(scan.Tokens[last + 1].Hash) && (scan.Text[scan.Tokens[last].End..scan.Tokens[last + 1].Start] is " " or ". " || last == title && scan.Text[scan.Tokens[last].End..scan.Tokens[last + 1].Start] is ": ")) last++;
        // The third word in Arabic is mostly the verb.
        if (last - title == 3) last--;
        if (last > title) Add(scan.Tokens[title + 1].Start, scan.Tokens[last].End - scan.Tokens[title + 1].Start, findings);
    }

    private static bool IsIdeograph(char c) => c is >= '\u4e00' and <= '\u9fff';

    private static void Add(int start, int length, List<Finding> findings) => findings.Add(new Finding(start, length, EntityType.Person, 0.6f, FindingSource.Context));
}
