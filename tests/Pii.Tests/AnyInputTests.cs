using System.Diagnostics;
using System.Text;

namespace EventAgents.Pii.Tests;

/// <summary>Whatever the text holds: no exception, findings inside it, in order and apart, in linear time.</summary>
public class AnyInputTests
{
    private const int Seed = 20_260_601;

    /// <summary>How many inputs a run tries; the long run sets EVENTAGENTS_FUZZ to 10000000.</summary>
    private static readonly int Inputs = int.TryParse(Environment.GetEnvironmentVariable("EVENTAGENTS_FUZZ"), out var inputs) ? inputs : 20_000;

    private const string Signs = " .-:=@/\\\"'\n(){}[]%&;,#0aA\u00a0\u200b\ud835";

    private static readonly string[] Seeds =
    [
        "my ssn is 219-09-9998 and card 4111 1111 1111 1111", "{\"user\":\"ada\",\"password\":\"Copper!31\",\"mail\":\"ada@example.com\"}",
        "call +1 (415) 555-0132 ext. 7 or 030 901820", "IBAN DE89 3704 0044 0532 0130 00, BIC DEUTDEFF500",
        "https://ada:Copper31@db.example.com:5432/x?token=2815d2802827283e0ad8417358156996",
        "lives at 48 Pinecrest Loop, Apt 3B, Dayton, OH 45402. born 14 March 1975, 47 years old", "emp_id,name,ssn\nE-10442,Ada Lovelace,343-65-9405\n",
        "INSERT INTO t (first_name, password) VALUES ('Ada', 'x!31');",
        "2001:db8::1 10.0.0.1/8 00:00:5e:00:53:af 0x52908400098527886E0F7030069857D2E4169EE7",
        "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ\n-----END PRIVATE KEY-----",
        "Y3VzdG9tZXI6IGFkYUBleGFtcGxlLmNvbSwgcGFpZA==", "ada [at] example (dot) com",
        "Plaka 34 ABC 1234 VIN 1HGCM82633A004352 IMEI 490154203237518", "密码是 abc123!x 电话 13812345678 身份证 11010519491231002X",
        "curl -u dev:Copper31x --password x \\\n -H \"Authorization: Bearer abcdef0123456789\"",
        "Failed password for invalid user oracle7 from 203.0.113.5\n-rw-r--r-- 1 cmoreau staff 12 Jun 3 x\nuid=1001(pat)", "mysql -u wp_anna -pDove!91 shop | sshpass -p x ssh a7@b",
        "my username is star77, login with anna / Gruen!1988 or anna:Gruen!1988@host1", "<tessa_k> hi\nJule: hey Mats\nMats: @henrik (30)\nu/late_lemon moonfox#4821",
        "new NetworkCredential(\"svc_x\", \"Lynx!55\"); define('API_TOKEN', 'a1b2c3d4e5f60718')", "order #44177-2093, Az. 12 O 441/23, PNR QWXKTP, Fallnr. 2025/118-2448, passports PAF147290 y AAH920417",
        "she is Brazilian, Jehovah's Witness; door code is 4491#, PIN 8830, passphrase: purple otter reads maps", "{\"name\":\"DB_PASSWORD\",\"value\":\"x9!y\"} | Password | y_7 |\nAddress .... 4 Elm St. Boise",
        "{\\\"a\\\":\\\"\\u0061da\\u0040example.com\\\"} %40%C3%BC &#64;",
    ];

    [Fact]
    public void Random_and_mutated_inputs_give_findings_inside_the_text_in_order_and_apart()
    {
        var random = new Random(Seed);
        for (var i = 0; i < Inputs; i++)
        {
            var text = i % 4 == 0 ? RandomText(random) : Mutated(random);
            Check(text);
        }
    }

    [Theory, MemberData(nameof(Adversaries))]
    public void Time_grows_linearly_with_hostile_input(string name, string unit)
    {
        Assert.NotEmpty(name);
        Measure(unit, 10_000);  // warm
        double small = 0, large = 0;
        // Eight times the text; sixty-four times the time would be quadratic. A busy machine is forgiven by a floor and by trying again.
        for (var attempt = 0; attempt < 5; attempt++)
        {
            small = Measure(unit, 25_000);
            large = Measure(unit, 200_000);
            if (large < Math.Max(small, 10) * 24) return;
        }
        Assert.Fail($"{small} ms became {large} ms");
    }

    public static TheoryData<string, string> Adversaries => new()
    {
        { "digits", "1" }, { "digit groups", "1234 " }, { "at signs", "@" }, { "mail locals", "a.b-c+d@" }, { "colons", ":" }, { "hex colons", "a:" },
            { "dots", "1." }, { "schemes", "a://" }, { "plus", "+1 " }, { "brackets", "(" }, { "keys", "password:" }, { "quotes", "password=\"" },
        { "base64", "QUFB" }, { "letters", "a" }, { "capital words", "Aa " }, { "streets", "12 Main Street, " }, { "PEM", "-----BEGIN PRIVATE KEY-----" },
            { "commas", "a,b\n" }, { "headers", "first_name,last_name\n" }, { "tags", "<a>" }, { "ideographs", "身" }, { "surrogates", "\ud83d" },
            { "zero width", "\u200b" },
        { "escapes", "\\\"\\u0061" }, { "percent", "%40" }, { "values", "(a) VALUES ('" }, { "options", " --a b -u c" }, { "eyJ", "eyJ" },
            { "at marks", "at." }, { "cues", "passport number is " }, { "months", "May 1 " }, { "handles", " @ada" }, { "homes", "/home/" },
        { "accounts", "user is " }, { "logs", "for invalid user " }, { "commands", "mysql -u a -p" }, { "calls", "login(\"a\",\"b\"," }, { "leaders", "name . . " }, { "pairs", "('a', 'b'," },
        { "pairs of credentials", "login a/b:" }, { "codes", "pin code door " }, { "number signs", "nr. a-" }, { "groups", "is a German " }, { "cells", "| name " }, { "chats", "Ada: hi\n" },
        { "nicks", "<a_b> x\n" }, { "modes", "-rw-rw-rw- 1 a b " }, { "named values", "\"name\":\"password\",\"value\":" }, { "address labels", "address: a. B" }, { "at hosts", "a:b1!@" },
        { "cases", "case AB/{0} " }, { "accounts that begin alike", "user ada_{0} logged in\n" }, { "secrets that begin alike", "password is Corr3ct!{0}!x\n" },
        { "ages", "36 years old " }, { "persons with ages", "Ada (36), " }, { "births", "born 10.12.1985 " }, { "initials", "J. " }, { "half words", "ab-" },
        { "half secrets", "ada@example.com pw x9!y" }, { "secrets without blanks", "Corr3ct!horse#9;" }, { "numbers", "INV-{0} " }, { "titles", "Dr. " },
    };

    [Theory]
    [InlineData("--user ada:Copper31x")]
    [InlineData("1HGCM82633A00\u0664352")]
    [InlineData("VIN 1HGCM82633A\u0b67\u0b674352 \u0b67\u0b67\u0b67")]
    public void What_once_broke_stays_whole(string text) => Check(text);

    [Fact]
    public void Lone_surrogates_and_every_character_are_read()
    {
        var all = new StringBuilder();
        for (var c = 0; c <= char.MaxValue; c++) all.Append((char)c).Append("1a");
        Check(all.ToString());
    }

    private static double Measure(string unit, int length)
    {
        var text = string.Concat(Enumerable.Range(1_000, length / unit.Length).Select(number => unit.Replace("{0}", $"{number}", StringComparison.Ordinal)));
        var best = double.MaxValue;
        for (var run = 0; run < 2; run++)
        {
            var watch = Stopwatch.StartNew();
            Check(text);
            best = Math.Min(best, watch.Elapsed.TotalMilliseconds);
        }
        return best;
    }

    private static void Check(string text)
    {
        var end = 0;
        foreach (var finding in Detect.Shipped(text))
        {
            Assert.True(finding.Start >= end && finding.Length > 0 && finding.End <= text.Length && finding.Score is > 0 and <= 1,
                $"{finding} in {text.Length} characters: {text[..Math.Min(text.Length, 200)]}");
            end = finding.End;
        }
    }

    private static string RandomText(Random random)
    {
        var text = new char[random.Next(0, 120)];
        for (var i = 0; i < text.Length; i++) text[i] = random.Next(3) == 0 ? (char)random.Next(0x10000) : (char)random.Next(32, 127);
        return new string(text);
    }

    /// <summary>Pieces of the seeds, cut, doubled and with characters replaced.</summary>
    private static string Mutated(Random random)
    {
        var text = new StringBuilder();
        for (var pieces = random.Next(1, 4); pieces > 0; pieces--)
        {
            var seed = Seeds[random.Next(Seeds.Length)];
            var start = random.Next(seed.Length);
            text.Append(seed, start, random.Next(seed.Length - start + 1));
        }
        for (var changes = random.Next(4); changes > 0 && text.Length > 0; changes--)
        {
            var at = random.Next(text.Length);
            switch (random.Next(4))
            {
                case 0: text.Remove(at, 1); break;
                case 1: text.Insert(at, (char)random.Next(0x10000)); break;
                case 2: text[at] = Signs[random.Next(Signs.Length)]; break;
                default: text.Insert(at, text.ToString(at, Math.Min(8, text.Length - at))); break;
            }
        }
        return text.ToString();
    }
}
