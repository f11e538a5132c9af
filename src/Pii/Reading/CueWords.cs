
namespace EventAgents.Pii.Reading;

/// <summary>The words and phrases that announce values, in some thirty languages. Whole words only; letter case is ignored.</summary>
internal static class CueWords
{
    /// <summary>Cues in scripts that put no spaces between words: looked for inside a run.</summary>
    private static readonly (string Text, Cue Cue)[] Unspaced =
    [
        ("身份证", Cue.NationalId), ("订单", Cue.Goods), ("身份證", Cue.NationalId), ("電話", Cue.Phone), ("电话", Cue.Phone), ("手机", Cue.Phone), ("手機", Cue.Phone),
            ("联系", Cue.Phone),
        ("護照", Cue.Passport), ("护照", Cue.Passport), ("银行", Cue.Bank), ("账号", Cue.Bank), ("卡号", Cue.Card), ("信用卡", Cue.Card), ("密码", Cue.Password),
            ("密碼", Cue.Password), ("口令", Cue.Password), ("暗証", Cue.Password), ("비번", Cue.Password), ("السر", Cue.Password), ("المرور", Cue.Password), ("ユーザー名", Cue.User),
        ("用户名", Cue.User), ("微信号", Cue.User), ("قيادت", Cue.Licence), ("昵称", Cue.User), ("网名", Cue.User), ("ニックネーム", Cue.User), ("닉네임", Cue.User), ("地址", Cue.Address), ("生日", Cue.Birth), ("出生", Cue.Birth), ("年龄", Cue.Age), ("车牌", Cue.Plate),
        ("マイナンバー", Cue.NationalId), ("個人番号", Cue.NationalId), ("電話番号", Cue.Phone), ("携帯", Cue.Phone), ("パスワード", Cue.Password), ("パスポート", Cue.Passport),
            ("旅券", Cue.Passport),
        ("住所", Cue.Address), ("生年月日", Cue.Birth), ("口座", Cue.Bank), ("普通", Cue.Bank), ("駕照", Cue.Licence), ("驾照", Cue.Licence), ("驾驶证", Cue.Licence), ("면허", Cue.Licence), ("顧客番号", Cue.Code), ("客户编号", Cue.Code), ("客户号", Cue.Code), ("工号", Cue.Code), ("学号", Cue.Code), ("社員番号", Cue.Code), ("사번", Cue.Code), ("고객번호", Cue.Code), ("病历号", Cue.Medical), ("診察券", Cue.Medical), ("환자번호", Cue.Medical), ("医保", Cue.Medical), ("注文番号", Cue.Order), ("订单号", Cue.Order), ("주문번호", Cue.Order), ("予約番号", Cue.Code), ("免許", Cue.Licence), ("クレジットカード", Cue.Card),
        ("주민등록", Cue.NationalId), ("주민번호", Cue.NationalId), ("외국인등록", Cue.NationalId), ("전화", Cue.Phone), ("휴대폰", Cue.Phone), ("연락처", Cue.Phone),
            ("여권", Cue.Passport), ("비밀번호", Cue.Password),
        ("주소", Cue.Address), ("생년월일", Cue.Birth), ("계좌", Cue.Bank), ("운전면허", Cue.Licence), ("사업자등록", Cue.Company),
        ("ประชาชน", Cue.NationalId), ("โทร", Cue.Phone), ("หนังสือเดินทาง", Cue.Passport), ("รหัสผ่าน", Cue.Password), ("ที่อยู่", Cue.Address),
            ("บัญชี", Cue.Bank),
        ("ת.ז", Cue.NationalId), ("זהות", Cue.NationalId), ("טלפון", Cue.Phone), ("דרכון", Cue.Passport), ("هاتف", Cue.Phone), ("جوال", Cue.Phone),
            ("الهوية", Cue.NationalId), ("الوطني", Cue.NationalId), ("القومي", Cue.NationalId), ("الإقامة", Cue.NationalId), ("工资卡", Cue.Bank), ("은행", Cue.Bank), ("銀行", Cue.Bank), ("信用金庫", Cue.Bank), ("חשבון", Cue.Bank), ("סיסמ", Cue.Password), ("المرور", Cue.Password), ("पासवर्ड", Cue.Password), ("यूज़र", Cue.User), ("आईडी", Cue.User), ("स्कूटर", Cue.Plate), ("गाड़ी", Cue.Plate), ("उपभोक्ता", Cue.Code), ("الطبي", Cue.Medical), ("القيادة", Cue.Licence), ("ลูกค้า", Cue.Code), ("พนักงาน", Cue.Code), ("储蓄卡", Cue.Bank), ("借记卡", Cue.Bank), ("银行卡", Cue.Bank), ("社保", Cue.NationalId), ("驾照号", Cue.Licence), ("保険証", Cue.Medical), ("保険者番号", Cue.Medical), ("被保険者", Cue.Medical), ("健康保険", Cue.Medical), ("住民票コード", Cue.NationalId), ("在留カード", Cue.NationalId), ("건강보험", Cue.Medical), ("차량번호", Cue.Plate), ("차량", Cue.Plate), ("车牌号", Cue.Plate), ("ナンバー", Cue.Plate), ("学籍番号", Cue.Code), ("会員番号", Cue.Code), ("契約番号", Cue.Code), ("工单", Cue.Code), ("合同", Cue.Code), ("会员", Cue.Code), ("계약번호", Cue.Code), ("학번", Cue.Code), ("접수번호", Cue.Code), ("사원번호", Cue.Code), ("العقد", Cue.Code), ("التأمين", Cue.Medical), ("التأميني", Cue.Medical), ("لوحة", Cue.Plate), ("נהיגה", Cue.Licence), ("רישיון", Cue.Licence), ("ملی", Cue.NationalId), ("پرونده", Cue.Medical), ("아이디", Cue.User), ("邮箱账号", Cue.User), ("登录名", Cue.User), ("ログインID", Cue.User), ("המשתמש", Cue.User), ("المستخدم", Cue.User), ("חשבון", Cue.Bank), ("רכב", Cue.Plate), ("עובד", Cue.Code), ("חבר", Cue.Medical), ("लाइसेंस", Cue.Licence), ("वाहन", Cue.Plate), ("पॉलिसी", Cue.Medical), ("ใบขับขี่", Cue.Licence), ("ทะเบียน", Cue.Plate), ("العمر", Cue.Age), ("الملف", Cue.Medical), ("खाता", Cue.Bank), ("उम्र", Cue.Age), ("आयु", Cue.Age),
            ("جواز", Cue.Passport), ("मतदाता", Cue.NationalId), ("مواليد", Cue.Birth), ("الميلاد", Cue.Birth), ("जन्म", Cue.Birth), ("לידה", Cue.Birth), ("الوظيفي", Cue.Code), ("القضية", Cue.Code), ("العميل", Cue.Code), ("الحساب", Cue.Bank), ("رخصة", Cue.Licence), ("इलेक्ट्रॉनिक", Cue.None), ("ग्राहक", Cue.Code), ("कर्मचारी", Cue.Code), ("लाइसेंस", Cue.Licence), ("계정", Cue.User),
        ("आधार", Cue.NationalId), ("फोन", Cue.Phone), ("मोबाइल", Cue.Phone), ("पैन", Cue.Tax), ("पासपोर्ट", Cue.Passport),
    ];

    /// <summary>Whose numbers have words of their own, made of the thing and "number".</summary>
    private const Cue Numbered = Cue.Bank | Cue.Tax | Cue.NationalId | Cue.Medical | Cue.Passport | Cue.Licence | Cue.Plate | Cue.Code | Cue.Order;

    private static readonly Dictionary<ulong, Cue> Words = Build();

    /// <summary>What a word announces together with the one and the two words before it.</summary>
    public static Cue Of(ulong word, ulong before, ulong beforeThat)
    {
        if (!Words.TryGetValue(word, out var cue)) return Cue.None;
        if ((cue & Cue.EndsPhrase) == 0) return cue;
        if (Words.TryGetValue(Pair(before, word), out var pair)) cue |= pair;
        if (Words.TryGetValue(Pair(Pair(beforeThat, before), word), out var triple)) cue |= triple;
        return cue;
    }

    /// <summary>What a run of a script without spaces announces.</summary>
    public static Cue OfUnspaced(ReadOnlySpan<char> run)
    {
        var cue = Cue.None;
        foreach (var (text, announced) in Unspaced)
        {
            if (run.Contains(text, StringComparison.Ordinal)) cue |= announced;
        }
        return cue;
    }

    private static ulong Pair(ulong first, ulong second) => first * 0x9E3779B97F4A7C15 ^ second;

    private static Dictionary<ulong, Cue> Build()
    {
        var words = new Dictionary<ulong, Cue>();
        foreach (var line in CueTable.Words.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':');
            var cue = Enum.Parse<Cue>(line[..colon]);
            foreach (var phrase in line[(colon + 1)..].Split(',', StringSplitOptions.TrimEntries))
            {
                var parts = phrase.Split([' ', '\''], StringSplitOptions.RemoveEmptyEntries);
                var last = WordHash.Of(parts[^1]);
                if (parts.Length == 1)
                {
                    Add(words, last, cue);
                    if ((cue & Numbered) != 0 && parts[0].Length >= 4) AddCompounds(words, last, cue);
                    continue;
                }
                Add(words, last, Cue.EndsPhrase);
                var key = WordHash.Of(parts[0]);
                foreach (var part in parts[1..]) key = Pair(key, WordHash.Of(part));
                Add(words, key, cue);
            }
        }
        return words;
    }

    /// <summary>"Versicherung" and "kørekort" make "Versicherungsnummer" and "kørekortnr".</summary>
    private static void AddCompounds(Dictionary<ulong, Cue> words, ulong stem, Cue cue)
    {
        foreach (var ending in (ReadOnlySpan<string>)["nummer", "nr", "nro", "numero", "nummeret", "numret", "szám", "száma", "id", "no"])
        {
            words.TryAdd(WordHash.Continue(stem, ending), cue);
            words.TryAdd(WordHash.Continue(WordHash.Continue(stem, 's'), ending), cue);
        }
    }

    private static void Add(Dictionary<ulong, Cue> words, ulong key, Cue cue) => words[key] = words.GetValueOrDefault(key) | cue;
}
