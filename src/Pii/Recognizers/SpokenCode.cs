using EventAgents.Pii.Reading;

namespace EventAgents.Pii.Recognizers;

/// <summary>PINs, door and alarm codes, combinations and one-time codes: digits that a word for such a code announces.</summary>
internal sealed class SpokenCode : Recognizer
{
    private const int Reach = 8;

    /// <summary>How far behind one code the next may be spoken of, in tokens.</summary>
    private const int MostBetween = 25;

    /// <summary>Words that announce nothing but such a code.</summary>
    private static readonly HashSet<ulong> Codes = WordHash.SetOf(
        "pin pins pincode pinkode pinkod mpin passcode otp tan mtan digicode türcode zugangscode haustürcode torcode alarmcode geheimzahl geheimnummer türpin codice-pin keycode cvv cvc cvv2 cvc2 csc toegangscode deurcode portkod dörrkod portkode dørkode ovikoodi " +
        "şifrem şifresi şifreniz puk tunnusluku kod-pin πιν пин пинкод şifre");

    /// <summary>"code" in several languages: a code of a door, an alarm or a message where one of <see cref="Locks"/> stands near.</summary>
    private static readonly HashSet<ulong> PlainCodes = WordHash.SetOf("code codes kode koden kod koden código codice codigo koodi kód zahlencode combination combo kombination combinaison combinación combinazione password");

    private static readonly HashSet<ulong> Locks = WordHash.SetOf(
        "door gate alarm garage lockbox safe building entrance entry keypad padlock locker bike lock burglar front back gym shed verification security confirmation unlock access sms 2fa mfa two-factor one-time authentication authenticator activation login voicemail bankid key fob recovery backup rescue " +
        "tür haustür tor alarmanlage alarm garage tresor schloss eingang hof fahrradschloss porte portail immeuble coffre alarme cadenas entrée accès hall puerta portal alarma caja fuerte candado entrada acceso verificación porta portone cancello allarme cassaforte lucchetto ingresso accesso " +
        "porta portão cofre acesso deur poort kluis slot toegang drzwi brama sejf domofon dörr port larm dør ovi dveře kapı kapının bestätigungscode");

    /// <summary>What is counted where a number speaks of the code's form and is none.</summary>
    private static readonly HashSet<ulong> Units = WordHash.SetOf(
        "digit digits character characters times attempts tries minutes min seconds hours days lines users ms ziffern stellen zeichen chiffres caractères dígitos cifras caracteres cifre caratteri cijfers siffror cyfr and-up bit bits bytes px mm volt v hz");

    public override IReadOnlyList<string> Finds { get; } =
    [
        "door code is «4491#», then", "PIN: «4471»", "the PIN for the card is «2947»", "Karten-PIN lautet «6120»", "the keypad code for the garage is «4410»", "Türcode «1952»",
        "code d'entrée: «48B12»", "digicode «73A59»", "lockbox combination «0417»", "safe combination: «32-08-17»", "your verification code is «440917»", "OTP «552901» expires",
        "the gate code is «#5561»", "alarm code «9034»", "old PIN was «7043» and the new one «9168» fails", "CVV «417»",
    ];

    public override IReadOnlyList<string> Ignores { get; } =
    [
        "PIN 13 of the ESP32 blinks", "a PIN must have 4 digits", "PIN of 8 characters", "error code 1045", "status code 503", "the code is on line 1204", "country code 4912",
        "pin the dependency to 4.2.1", "the door is 2100 mm high", "exit code 137", "pin 2024.1", "zip code 90210", "safe code 2.10.4",
    ];

    public override void Find(in Scan scan, List<Finding> findings)
    {
        var lastCode = -MostBetween;
        for (var i = 0; i < scan.Tokens.Length; i++)
        {
            ref readonly var token = ref scan.Tokens[i];
            // "my old pin was 7043 and the new one 9168"
            if (i - lastCode < MostBetween && scan.TextOf(token) is "one" or "neue" or "nouveau" or "nueva" or "nuevo") Other(scan, i, findings);
            if (token.HasDigit && token.Length > 4) continue;
            var isPlain = !Codes.Contains(token.Hash);
            if (isPlain && !(PlainCodes.Contains(token.Hash) && (IsOfLock(scan, i) || IsKeypad(scan, i)))) continue;
            if (scan.Before(token.Start) is '_' or '.' or '$' || scan.At(token.End) is '_' or '(' or '[') continue;
            Value(scan, i, findings);
            if (!isPlain) lastCode = i;
        }
    }

    /// <summary>"the new one 9168", "the parental one to 6630".</summary>
    private static void Other(in Scan scan, int one, List<Finding> findings)
    {
        var value = one + 1;
        if (value < scan.Tokens.Length && scan.TextOf(scan.Tokens[value]) is "is" or "to" or "was" or "ist" or "est" or "es") value++;
        if (value < scan.Tokens.Length && scan.Tokens[value].IsNumber && scan.Tokens[value].Length is >= 4 and <= 8 && scan.Text[scan.Tokens[one].End..scan.Tokens[value].Start].IndexOfAny('\n', '.') < 0
            && !(value + 1 < scan.Tokens.Length && Units.Contains(scan.Tokens[value + 1].Hash)))
            findings.Add(new Finding(scan.Tokens[value].Start, scan.Tokens[value].Length, EntityType.Password, 0.6f, FindingSource.Context));
    }

    private static bool IsOfLock(in Scan scan, int code)
    {
        for (var i = Math.Max(0, code - 3); i < Math.Min(scan.Tokens.Length, code + 6); i++)
        {
            if (scan.Tokens[i].HasDigit && i > code) return false;
            if (i != code && Locks.Contains(scan.Tokens[i].Hash) && !scan.Text[scan.Tokens[Math.Min(i, code)].End..scan.Tokens[Math.Max(i, code)].Start].ContainsAny('\n', ';')) return true;
        }
        return false;
    }

    /// <summary>"code is 2580#": nothing but a keypad ends digits so.</summary>
    private static bool IsKeypad(in Scan scan, int code)
    {
        for (var i = code + 1; i < Math.Min(scan.Tokens.Length, code + 4); i++)
        {
            if (scan.Tokens[i].IsNumber) return scan.Tokens[i].Length is >= 4 and <= 6 && scan.At(scan.Tokens[i].End) == '#' && !Scan.Glues(scan.At(scan.Tokens[i].End + 1));
        }
        return false;
    }

    private static void Value(in Scan scan, int cue, List<Finding> findings)
    {
        for (var i = cue + 1; i < scan.Tokens.Length && i <= cue + Reach; i++)
        {
            var gap = scan.Text[scan.Tokens[i - 1].End..scan.Tokens[i].Start];
            if (gap.ContainsAny('\n', ';') || gap.Contains(". ", StringComparison.Ordinal) || gap.Contains('(') && i > cue + 1) return;
            if (!scan.Tokens[i].HasDigit) continue;
            Read(scan, cue, i, findings);
            return;
        }
    }

    private static void Read(in Scan scan, int cue, int first, List<Finding> findings)
    {
        var text = scan.Text;
        var start = scan.Tokens[first].Start;
        var end = scan.Tokens[first].End;
        var last = first;
        int digits = 0, letters = 0;
        // 32-08-17: a combination in groups.
        while (last + 1 < scan.Tokens.Length && scan.Tokens[last + 1].IsNumber && scan.Tokens[last + 1].Length <= 4 && text[end..scan.Tokens[last + 1].Start] is "-" or "–" or " " && last < first + 3)
            end = scan.Tokens[++last].End;
        foreach (var c in text[start..end])
        {
            if (char.IsAsciiDigit(c)) digits++;
            else if (char.IsLetter(c)) letters++;
        }
        var least = scan.TextOf(scan.Tokens[cue]) is "cvv" or "CVV" or "cvc" or "CVC" or "CVV2" or "CVC2" or "csc" or "CSC" ? 3 : 4;
        if (digits < Math.Min(least, letters > 0 ? 3 : least) || digits > 10 || letters > 3 || (letters > 0 && digits + letters > 8)) return;
        if (scan.Before(start) is '.' or '_' or '@' or '/' or '$' or '€' || scan.At(end) is '_' or '@' or '%' or '€' or '$' or '°'
            || (scan.At(end) is '.' or ',' or ':' or '/' && char.IsAsciiDigit(scan.At(end + 1)))) return;
        if (last + 1 < scan.Tokens.Length && Units.Contains(scan.Tokens[last + 1].Hash) && scan.Tokens[last + 1].Start - end <= 1) return;
        for (var i = cue + 1; i < first; i++)
        {
            if ((scan.Tokens[i].Cue & (Cue.Month | Cue.Phone | Cue.Version)) != 0 || scan.TextOf(scan.Tokens[i]) is "since" or "line" or "port" or "page" or "seit" or "error" or "in" or "until") return;
        }
        if (scan.Before(start) is '#' or '*') start--;
        while (scan.At(end) is '#' or '*') end++;
        findings.Add(new Finding(start, end - start, EntityType.Password, 0.7f, FindingSource.Context));
    }
}
