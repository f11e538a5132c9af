namespace EventAgents.Pii.Recognizers;

/// <summary>Which characters may follow a key's prefix.</summary>
internal enum KeyAlphabet : byte
{
    Hex,
    LettersAndDigits,
    /// <summary>Letters, digits, underscore and hyphen.</summary>
    Url,
    /// <summary>As <see cref="Url"/>, and dots.</summary>
    Dotted,
    /// <summary>As <see cref="LettersAndDigits"/>, and + / =.</summary>
    Base64,
    /// <summary>Everything above, and : and ~.</summary>
    Any,
}

/// <summary>A provider's keys: how they begin, what follows and how much of it.</summary>
internal readonly record struct KeyPrefix(string Prefix, KeyAlphabet Alphabet, int Min, int Max);

/// <summary>
/// The prefixes that providers document for their keys and tokens. One line each: prefix, alphabet, and how many characters follow.
/// </summary>
internal static class KeyPrefixes
{
    private const string Table = """
        sk-ant-api03- Url 80 120
        sk-ant-admin01- Url 80 120
        sk-proj- Url 20 200
        sk-svcacct- Url 20 200
        sk-admin- Url 20 200
        sk-or-v1- Hex 40 80
        sk-lf- Url 30 60
        sk- LettersAndDigits 32 64
        AIza Url 35 35
        ya29. Dotted 20 400
        GOCSPX- Url 20 40
        AKIA LettersAndDigits 16 16
        ASIA LettersAndDigits 16 16
        ABIA LettersAndDigits 16 16
        ACCA LettersAndDigits 16 16
        A3T LettersAndDigits 17 17
        ABSK Base64 100 280
        bedrock-api-key- Base64 24 2000
        ghp_ LettersAndDigits 36 36
        gho_ LettersAndDigits 36 36
        ghu_ LettersAndDigits 36 36
        ghs_ LettersAndDigits 36 36
        ghr_ LettersAndDigits 36 76
        github_pat_ Url 60 100
        glpat- Dotted 20 80
        gldt- Url 20 40
        glcbt- Url 20 40
        glffct- Url 20 40
        glft- Url 20 40
        glimt- Url 20 40
        glagent- Url 40 80
        gloas- Url 40 80
        glptt- Url 30 60
        glrt- Dotted 20 60
        glsoat- Url 20 40
        GR1348941 Url 20 20
        hf_ LettersAndDigits 34 40
        api_org_ LettersAndDigits 34 34
        npm_ LettersAndDigits 36 36
        pypi-AgEIcHlwaS5vcmc Url 50 1000
        rubygems_ Hex 48 48
        CLOJARS_ LettersAndDigits 60 60
        xoxb- Url 20 120
        xoxp- Url 25 160
        xoxa- Url 20 160
        xoxr- Url 12 160
        xoxs- Url 12 160
        xoxo- Url 12 160
        xoxe- Url 40 200
        xoxe.xoxp- Url 100 200
        xoxe.xoxb- Url 100 200
        xapp- Url 12 200
        SG. Dotted 60 72
        xkeysib- Url 64 90
        xsmtpsib- Url 64 90
        key- Hex 32 32
        pubkey- Hex 32 32
        sk_live_ LettersAndDigits 10 120
        sk_test_ LettersAndDigits 10 120
        sk_prod_ LettersAndDigits 10 120
        rk_live_ LettersAndDigits 10 120
        rk_test_ LettersAndDigits 10 120
        rk_prod_ LettersAndDigits 10 120
        whsec_ Base64 24 80
        sq0atp- Url 22 40
        sq0csp- Url 40 60
        EAAA Url 24 70
        EAAC LettersAndDigits 60 250
        EAAM LettersAndDigits 60 250
        shpat_ Hex 32 32
        shpca_ Hex 32 32
        shppa_ Hex 32 32
        shpss_ Hex 32 32
        dapi Hex 32 34
        dop_v1_ Hex 64 64
        doo_v1_ Hex 64 64
        dor_v1_ Hex 64 64
        dp.pt. LettersAndDigits 40 50
        dp.st. Dotted 40 70
        dt0c01. Dotted 80 100
        duffel_test_ Url 40 50
        duffel_live_ Url 40 50
        EZAK LettersAndDigits 54 54
        EZTK LettersAndDigits 54 54
        fio-u- Url 60 70
        FLWSECK_TEST- Url 12 40
        FLWSECK- Url 12 40
        FLWPUBK_TEST- Url 30 40
        FLWPUBK- Url 30 40
        fm1_ Base64 90 400
        fm1a_ Base64 90 400
        fm1r_ Base64 90 400
        fm2_ Base64 90 400
        FlyV1 Base64 40 400
        glsa_ Url 40 60
        glc_ Base64 32 500
        eyJrIjoi Base64 60 500
        hvs. Url 40 140
        hvb. Url 100 220
        hvr. Url 40 140
        s. LettersAndDigits 24 24
        ico- LettersAndDigits 32 32
        lin_api_ LettersAndDigits 40 40
        lin_oauth_ LettersAndDigits 40 80
        LTAI LettersAndDigits 12 24
        NRAK- LettersAndDigits 27 27
        NRII- Url 32 34
        NRJS- Hex 19 19
        NRIQ- Url 28 40
        ntn_ LettersAndDigits 40 50
        secret_ LettersAndDigits 43 43
        PMAK- Url 50 70
        PMAT- LettersAndDigits 20 40
        pnu_ LettersAndDigits 36 36
        pnb_ LettersAndDigits 36 36
        pplx- LettersAndDigits 48 56
        pscale_tkn_ Dotted 32 64
        pscale_pw_ Dotted 32 64
        pscale_oauth_ Dotted 32 64
        pul- Hex 40 40
        rdme_ LettersAndDigits 70 70
        sgp_ Any 40 70
        shippo_live_ Hex 40 40
        shippo_test_ Hex 40 40
        sm_aat_ LettersAndDigits 16 16
        sm_pat_ LettersAndDigits 16 16
        sm_sat_ LettersAndDigits 16 16
        sntrys_ Any 80 300
        sntryu_ Hex 64 64
        tfp_ Dotted 59 59
        tk-us- Url 48 48
        t1. Any 90 120
        AQVN Url 35 40
        YC LettersAndDigits 38 38
        AGE-SECRET-KEY-1 LettersAndDigits 58 58
        A3- Url 34 40
        ops_eyJ Base64 250 2000
        AKCp LettersAndDigits 69 69
        cmVmd LettersAndDigits 59 59
        p8e- LettersAndDigits 32 32
        4b1d LettersAndDigits 38 38
        dnkey- Url 70 90
        access-sandbox- Url 36 36
        access-development- Url 36 36
        access-production- Url 36 36
        API- LettersAndDigits 26 26
        sha256~ Url 43 43
        SK Hex 32 32
        AC Hex 32 32
        live_ LettersAndDigits 35 45
        test_ LettersAndDigits 35 45
        v1.0- Url 140 190
        sl. Url 130 160
        AAAAAAAAAAAAAAAAAAAAA Any 60 130
        pk.ey Dotted 60 120
        sk.ey Dotted 60 120
        tvly- Url 20 60
        r8_ LettersAndDigits 37 40
        gsk_ LettersAndDigits 50 56
        xai- LettersAndDigits 70 90
        nvapi- Url 60 70
        phc_ LettersAndDigits 40 50
        phx_ LettersAndDigits 40 50
        sbp_ Hex 40 40
        sb_secret_ Url 20 60
        vercel_ LettersAndDigits 24 60
        figd_ Url 40 50
        dckr_pat_ Url 27 30
        ATATT3 Any 150 220
        ATBB LettersAndDigits 24 40
        NGROK_ LettersAndDigits 30 60
        lsv2_pt_ Url 40 50
        lsv2_sk_ Url 40 50
        """;

    private static readonly KeyPrefix[] All =
        [.. Table.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Parse)];

    /// <summary>The prefixes that a text's characters from an offset on may have, longest first, by their first two characters.</summary>
    private static readonly Dictionary<int, KeyPrefix[]> ByStart =
        All.GroupBy(prefix => Key(prefix.Prefix)).ToDictionary(group => group.Key, group => group.OrderByDescending(prefix => prefix.Prefix.Length).ToArray());

    /// <summary>Every prefix.</summary>
    public static IReadOnlyList<KeyPrefix> List => All;

    /// <summary>The prefixes that begin with the first two characters of <paramref name="text"/>.</summary>
    public static ReadOnlySpan<KeyPrefix> StartingLike(ReadOnlySpan<char> text) => ByStart.TryGetValue(Key(text), out var prefixes) ? prefixes : default;

    private static int Key(ReadOnlySpan<char> text) => text[0] << 16 | text[1];

    private static KeyPrefix Parse(string line)
    {
        var fields = line.Split(' ');
        return new KeyPrefix(fields[0], Enum.Parse<KeyAlphabet>(fields[1]), int.Parse(fields[2], provider: null), int.Parse(fields[3], provider: null));
    }
}
