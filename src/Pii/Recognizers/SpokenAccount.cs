using EventAgents.Pii.Reading;
using static EventAgents.Pii.Recognizers.AccountNames;

namespace EventAgents.Pii.Recognizers;

/// <summary>
/// Account names as people write them: "my username is aeberth", "reset 2FA for s.oconnor", "Benutzer kschmidt kann sich nicht anmelden". The plainer the
/// announcing word, the more the name's own form must say.
/// </summary>
internal sealed class SpokenAccount : Recognizer
{
    /// <summary>How many tokens behind an announcing word a name may stand.</summary>
    private const int Reach = 6;

    /// <summary>Words that announce nothing but an account's name: what follows "is" is one.</summary>
    private static readonly HashSet<ulong> Names = WordHash.SetOf(
        "nutzernamen benutzernamen anmeldenamen kontonamen χρήστης χρήστη användarnamnet username usernames userid loginname logon gamertag nickname benutzername anmeldename nutzername kontoname identifiant pseudo pseudonyme gebruikersnaam brukernavn brugernavn användarnamn käyttäjätunnus käyttäjänimi användarnamnet brukernavnet brugernavnet 아이디 邮箱账号 登录名 потребителско " +
        "felhasználónév логин никнейм tunnus insta instagram snap логін нікнейм нік ign discord telegram skype twitch psn steam xbox snapchat tiktok icq slack login upn samaccountname sn nick kullanıcıadı korisničko utilizator");

    /// <summary>Words that speak of accounts; a name beside them has a form of its own.</summary>
    private static readonly HashSet<ulong> Accounts = WordHash.SetOf(
        "user users handle account accounts login profile member subscriber commits committer contributor author assignee reviewer owner admin admins 2fa mfa otp ad ldap locked unlock reset disabled password permissions sudo mailbox " +
        "benutzer nutzer konto account anmeldung login zugang kennung utilisateur compte usuario cuenta perfil utente conta usuário gebruiker account użytkownik użytkownika inloggen ingelogd lease logowanie zalogować anmelden connexion connecter iniciar konto alias gamer bruker bruger användare käyttäjä kullanıcı пользователь користувач uživatel utilizatorul felhasználó acc acct " +
        "username userid benutzername anmeldename identifiant gebruikersnaam");

    /// <summary>Words between an announcing word and the name.</summary>
    private static readonly HashSet<ulong> Links = WordHash.SetOf(
        "is was are as by for of from name names id called named with the to under my his her their our on in forum app portal wiki channel est es ist war lautet é è jest är er on als von für mit par pour de del di da do como por van door voor " +
        "przez met dla av för av til sisään c nimi adı login user named handle account tag is's live im s still now currently no na nel nella new old");

    /// <summary>Words that follow an announcing word and are no names.</summary>
    private static readonly HashSet<ulong> Stops = WordHash.SetOf(
        "and or not but with when where which who that this has had have can cannot could will would shall should must may might does did do doing be been being if then than so because however already wrong correct incorrect invalid required " +
        "missing empty blank taken available unavailable unique case sensitive optional mandatory changed different same unknown none null undefined string field fields column value values input page form button screen error issue problem too long short very " +
        "passed set used given provided needed registered assigned exists found expired locked blocked disabled enabled deleted created updated visible hidden shown displayed stored saved sent email address password passwords pass number phone friend friends please thanks here there now later again only just " +
        "it its their they them we us you your he she his her on in at to of for from by as an a the no any some all both each every either neither free next new old first last other another " +
        "oder und nicht ist sind falsch richtig vergessen ungültig gesperrt ou et non incorrect invalide oublié o y no incorrecto olvidado e errato sbagliato errado of en niet onjuist lub i nie błędny");

    /// <summary>What somebody did or what is done to an account, before "by", "as", "to", "for" and "of".</summary>
    private static readonly HashSet<ulong> Deeds = WordHash.SetOf(
        "posted tech triggered merged deployed created modified committed opened closed reported requested approved owned executed run started changed updated edited pushed initiated assigned reviewed submitted reverted rejected restarted killed deleted dropped added removed granted revoked issued uploaded authored written " +
        "maintained in logged log logs login connect connected connects bind running runs sign signed authenticate authenticated authenticates access keys key permissions rights mailbox quota crontab session sessions sudo shell homedir ping escalated delegated transferred handed reassigned");

    public override IReadOnlyList<string> Finds { get; } =
    [
        "username is «aeberth», and", "my login is «j.kramer»", "for account «quilting_queen»: list", "«suzanne_sg» pushed to main",
        "my username is «starling77» and I cannot log in", "the account «rory.mcc» is locked again", "Benutzer «kschmidt» kann sich nicht anmelden",
        "Anmeldung als «lager_sued» schlägt fehl", "please reset 2FA for «s.oconnor»", "User «hamza.b» was added to group admins by «ctruong»",
        "last login of «hkim» was on Monday", "My username on the forum: «PixelPanda»", "AD account «mvdberg» locked out", "gamertag «ShadowLynx92» got banned", "[agent] may I have your username?\n[user] its «mossyBadger77»", "deployed by «mdietz» at ten", "BAN    «SirLagsALot91» perm", "Posted by «wobbly_gull»: scam", "the job runs as «svc_lena»",
    ];

    public override IReadOnlyList<string> Ignores { get; } =
    [
        "user is angry", "username or password", "login is required", "the user of it", "the user_id column in users", "my username is wrong",
        "the account settings page", "user profile.html is broken", "login with SSO", "username: string", "the account was closed", "users.json and accounts.csv",
        "the handle is loose", "for user experience",
    ];

    public override void Find(in Scan scan, List<Finding> findings)
    {
        for (var i = 0; i + 1 < scan.Tokens.Length; i++)
        {
            ref readonly var token = ref scan.Tokens[i];
            if (token.HasDigit && token.Length > 3) continue;
            if (Names.Contains(token.Hash) || (token.Cue & Cue.User) != 0 && (scan.Text[token.Start] >= '\u0370' || (token.Cue & Cue.EndsPhrase) != 0 && !Accounts.Contains(token.Hash) && (!Links.Contains(token.Hash) || scan.TextOf(token) is "id" or "ID"))) Announced(scan, i, isPlain: false, findings);
            else if (Accounts.Contains(token.Hash)) Announced(scan, i, isPlain: true, findings);
            if (scan.TextOf(token) is "by" or "as" or "to" or "for" or "of" && i > 0 && Deeds.Contains(scan.Tokens[i - 1].Hash)) Object(scan, i, findings);
            if (Sanctions.Contains(token.Hash)) Sanctioned(scan, i, findings);
            if (scan.TextOf(token) is "pushed" or "committed" or "merged" or "commented" or "logged" or "approved" or "uploaded" or "signed") Actor(scan, i, findings);
        }
    }

    private static void Announced(in Scan scan, int cue, bool isPlain, List<Finding> findings)
    {
        var text = scan.Text;
        if (scan.At(scan.Tokens[cue].End) is '_' or '(' or '[' or '.' && char.IsLetter(scan.At(scan.Tokens[cue].End + 1)) || scan.Before(scan.Tokens[cue].Start) is '_' or '.' or '$' or '<') return;
        bool said = false, linked = false;
        for (var i = cue + 1; i < scan.Tokens.Length && i <= cue + Reach; i++)
        {
            var gap = text[scan.Tokens[i - 1].End..scan.Tokens[i].Start];
            if (!isPlain && gap.Contains('?') && gap.Contains('\n') && i <= cue + 3)
            {
                Answered(scan, i, findings);
                return;
            }
            if (gap.ContainsAny('\n', ';', '=') || gap.ContainsAny('{', '(', '<') || gap.Length > 6 || gap.Contains(". ", StringComparison.Ordinal) || gap.Contains('?')) return;
            said |= gap.Contains(':');
            var start = scan.Tokens[i].Start;
            while (start > scan.Tokens[i - 1].End && text[start - 1] == '_') start--;
            var end = End(text, start);
            var name = text[start..end];
            var isQuoted = start > 0 && text[start - 1] is '\'' or '"' or '`' or '„' or '“' or '«' && scan.At(end) is '\'' or '"' or '`' or '“' or '”' or '»';
            if (Links.Contains(scan.Tokens[i].Hash) && name.Length == scan.Tokens[i].Length && !isQuoted)
            {
                said |= scan.TextOf(scan.Tokens[i]) is "is" or "was" or "est" or "es" or "ist" or "war" or "lautet" or "é" or "è" or "jest" or "är" or "er" or "on" or "im";
                linked = true;
                continue;
            }
            if (!isQuoted && gap.Length > 1 && gap.TrimEnd() is not (":" or "" or " :" or " -" or " –" or " →" or ",")) return;
            if (gap.Contains(',') || (i == cue + 1 && gap is ['"' or '\'', ..])) return;
            if (IsAccount(scan, cue, name, end, isPlain, said, isQuoted, isNext: i == cue + 1 || linked))
            {
                findings.Add(new Finding(start, name.Length, EntityType.Username, isPlain ? 0.6f : 0.7f, FindingSource.Context));
                return;
            }
            linked = false;
            // A plain word's sentence may name the account later: "was added to group admins by ctruong".
            if (Stops.Contains(scan.Tokens[i].Hash) && i == cue + 1 && !said) return;
        }
    }

    /// <summary>"… your username?", next line "[user] its mossyBadger77": an answer with a form of its own.</summary>
    private static void Answered(in Scan scan, int first, List<Finding> findings)
    {
        for (var i = first; i < scan.Tokens.Length && i < first + 7; i++)
        {
            if (i > first && scan.Text[scan.Tokens[i - 1].End..scan.Tokens[i].Start].Contains('\n')) return;
            var start = scan.Tokens[i].Start;
            var end = End(scan.Text, start);
            var name = scan.Text[start..end];
            if (name.Length < 4 || !IsName(name) || !(HasForm(name) || HasMixedCase(name) && char.IsLower(name[0])) || IsFile(name) || scan.At(end) is '@' or '/' or ':') continue;
            findings.Add(new Finding(start, name.Length, EntityType.Username, 0.6f, FindingSource.Context));
            return;
        }
    }

    private static bool IsAccount(in Scan scan, int cue, ReadOnlySpan<char> name, int end, bool isPlain, bool said, bool isQuoted, bool isNext)
    {
        if (name.Length < 3 || name.ContainsAny('º', 'ª') || !IsName(name) || scan.At(end) is '@' or '(' or '=' or '/' or '\\' or '[' or '#' || IsFile(name) || !IsPlainText(name) || Structure.Randomness.IsPlaceholder(name)) return false;
        var lower = WordHash.Of(name);
        if (Stops.Contains(lower) || Links.Contains(lower) || Accounts.Contains(lower) || Names.Contains(lower)) return false;
        if (isQuoted && scan.TextOf(scan.Tokens[cue]) is not ("password" or "reset")) return !isPlain || isNext || HasForm(name);
        if (HasForm(name)) return isPlain ? isNext || said || IsPersonal(name) : said || isNext;
        if (isPlain) return false;
        // "my username is butterfly": one word alone behind "is" or a colon, with nothing of the sentence behind it.
        // "identifiant chezlesbrunet, mot de passe …"
        if (isNext && scan.At(end) == ',' && name.Length >= 5 && char.IsLower(name[0]) && IsBeforePassword(scan, end)) return true;
        return (said || isNext && name.Length >= 5) && (HasMixedCase(name) || IsInitialAndSurname(name) || said && EndsHere(scan, end)) && !name.Contains('-');
    }

    private static bool IsBeforePassword(in Scan scan, int end)
    {
        for (var i = scan.TokenAt(end); i < scan.Tokens.Length && i < scan.TokenAt(end) + 4; i++)
        {
            if ((scan.Tokens[i].Cue & Cue.Password) != 0) return true;
        }
        return false;
    }

    /// <summary>kschmidt, s.oconnor, anna_m, lukas7: a form of persons' accounts rather than of machines and variables.</summary>
    private static bool IsPersonal(ReadOnlySpan<char> name) => IsInitialAndSurname(name) || (name.Length > 4 && name[1] == '.' && char.IsLetter(name[2]) && name[2..].IndexOf('.') < 0);

    private static bool EndsHere(in Scan scan, int end)
    {
        if (scan.At(end) is '\n' or '.' or ',' or ';' or '!' or '\r' or ')') return true;
        var rest = scan.Text[end..Math.Min(scan.Text.Length, end + 6)];
        return rest.StartsWith(" and ", StringComparison.Ordinal) || rest.StartsWith(" but ", StringComparison.Ordinal) || rest.StartsWith(" und ", StringComparison.Ordinal)
            || rest.StartsWith(" ja ", StringComparison.Ordinal) || rest.StartsWith(" og ", StringComparison.Ordinal) || rest.StartsWith(" och ", StringComparison.Ordinal) || rest.StartsWith(" en ", StringComparison.Ordinal)
            || rest.StartsWith(" et ", StringComparison.Ordinal) || rest.StartsWith(" y ", StringComparison.Ordinal);
    }

    private static bool HasMixedCase(ReadOnlySpan<char> name)
    {
        for (var i = 1; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && char.IsLower(name[i - 1])) return true;
        }
        return false;
    }

    /// <summary>A name of a file or of a member: main.py, users.json.</summary>
    private static bool IsFile(ReadOnlySpan<char> name)
    {
        var dot = name.LastIndexOf('.');
        return dot > 0 && name[(dot + 1)..] is "py" or "js" or "ts" or "json" or "csv" or "html" or "css" or "txt" or "md" or "yml" or "yaml" or "xml" or "sh" or "sql" or "php" or "java"
            or "cs" or "go" or "rb" or "rs" or "log" or "conf" or "ini" or "toml" or "pdf" or "png" or "jpg" or "exe" or "dll" or "com" or "org" or "net" or "io" or "de" or "local" or "tsx"
            or "jsx" or "vue" or "lock" or "env" or "tf" or "zip" or "id" or "name" or "email" or "username";
    }

    /// <summary>No name of a column, a setting or a date: user_id, account_settings, 2025-01-01.</summary>
    public static bool IsPlainText(ReadOnlySpan<char> name)
    {
        var last = name[(name.LastIndexOfAny('_', '-') + 1)..];
        return (char.IsLetter(name[0]) || name[0] == '_') && last is not ("id" or "ids" or "name" or "names" or "type" or "types" or "settings" or "table" or "tables" or "column" or "count" or "list" or "data" or "info"
            or "status" or "role" or "roles" or "key" or "url" or "page" or "agent" or "group" or "groups" or "service" or "model" or "controller" or "test" or "tests" or "at" or "by" or "token"
            or "field" or "facing" or "friendly" or "defined" or "level" or "based" or "specific" or "side" or "only" or "in" or "up" or "out" or "password" or "email" or "address" or "wide" or "created"
            or "provided" or "generated" or "supplied" or "managed" or "event" or "events" or "log" or "logs" or "view" or "state" or "profile" or "session" or "sessions" or "input");
    }

    /// <summary>"suzanne_sg pushed to main": a name with a form of its own before what users do.</summary>
    private static void Actor(in Scan scan, int verb, List<Finding> findings)
    {
        if (verb == 0) return;
        var end = scan.Tokens[verb - 1].End;
        if (scan.Tokens[verb].Start != end + 1) return;
        var start = end;
        while (start > 0 && end - start < MaxLength && IsPart(scan.Text[start - 1])) start--;
        if (start > 0 && scan.Text[start - 1] is '@' or '/' or '\\') return;  // found as a handle or a path
        var name = scan.Text[start..end];
        if (name.Length >= 4 && char.IsAsciiLetterLower(name[0]) && HasForm(name) && IsName(name) && IsPlainText(name) && !IsFile(name))
            findings.Add(new Finding(start, name.Length, EntityType.Username, 0.65f, FindingSource.Context));
    }

    /// <summary>What moderators and players do to an account.</summary>
    private static readonly HashSet<ulong> Sanctions = WordHash.SetOf("warn warned ban banned unban kick kicked mute muted unmute follow unfollow dm dmed ping pinged invite invited whois alt of ign");

    /// <summary>"BAN SirLagsALot91", "alt of tofu_tsar": a name with a digit or an underscore in it, in no program.</summary>
    private static void Sanctioned(in Scan scan, int verb, List<Finding> findings)
    {
        if (scan.TextOf(scan.Tokens[verb]) is "of" && !(verb > 0 && scan.TextOf(scan.Tokens[verb - 1]) is "alt")) return;
        var start = scan.Tokens[verb + 1].Start;
        if (scan.Text[scan.Tokens[verb].End..start].Trim(' ').Length > 0 || start == scan.Tokens[verb].End) return;
        var end = End(scan.Text, start);
        var name = scan.Text[start..end];
        if (name.Length >= 5 && char.IsLetter(name[0]) && (name.Contains('_') || char.IsAsciiDigit(name[^1]) && !name.Contains('-')) && IsName(name) && IsPlainText(name) && !IsFile(name) && scan.At(end) is not ('(' or '/' or '=' or '@' or '[' or ':'))
            findings.Add(new Finding(start, name.Length, EntityType.Username, 0.55f, FindingSource.Context));
    }

    /// <summary>"deployed by mdietz", "runs as svc_lena": a name with a form of its own behind what is done.</summary>
    private static void Object(in Scan scan, int preposition, List<Finding> findings)
    {
        if (scan.Tokens[preposition].Start != scan.Tokens[preposition - 1].End + 1) return;
        var start = scan.Tokens[preposition + 1].Start;
        if (scan.Text[scan.Tokens[preposition].End..start] is not (" " or " `" or " '" or " \"" or ": ")) return;
        var end = End(scan.Text, start);
        var name = scan.Text[start..end];
        if (name.Length >= 4 && char.IsAsciiLetterLower(name[0]) && HasForm(name) && IsName(name) && IsPlainText(name) && !IsFile(name) && scan.At(end) is not ('(' or '/' or '\\' or '=' or '@' or '['))
            findings.Add(new Finding(start, name.Length, EntityType.Username, 0.6f, FindingSource.Context));
    }
}
