
namespace EventAgents.Pii.Reading;

/// <summary>The words and phrases that announce values, in some fifteen languages. Whole words only; letter case is ignored.</summary>
internal static class CueWords
{
    /// <summary>One line per cue: its name, then words and phrases of up to three words, separated by commas.</summary>
    private const string Table = """
        Card: card, visa, mastercard, amex, credit card, debit card, card number, kreditkarte, kartennummer, carte, carte bancaire, tarjeta, carta di credito
        Card: cartão, kaart, creditcard, karta, kort, kortti, kredi kartı, cc, ccnum, pan
        Iban: iban
        Bank: account, acct, bank account, account number, konto, kontonummer, kontonr, compte, rib, cuenta, cuenta bancaria, ccc, conto, conto corrente, conta
        Bank: rekening, rekeningnummer, rachunek, konto bankowe, konta, rachunku, účtu, kontoverbindung, tili, tilinumero, účet, číslo účtu, hesap, hesap no
        Bank: bankkonto, clabe, bsb, bban, current account, savings, checking
        Bank: kto, kto nr, ktonr, acc, acc no, acc number, a c, c c, cbu, bankgiro, plusgiro, girokonto, sparkonto, bankrekening, cuenta corriente, conta corrente
        Bank: contul, cont bancar, nuban, savings account, checking account, current account, account nr, kontonumret, pankkitili, bankkontonummer, číslo účtu
        Routing: clearingnummer, clearing number, clearing no, bank code, branch code, bankcode, agencia, ag, kód banky, guichet, code banque, micr, reg nr, regnr
        Routing: sort, institution, transit number, institution number, sucursal
        Routing: routing, aba, aba number, transit, sort code, sortcode, blz, bankleitzahl, ifsc, rtn, routing number, agência, clearing
        Bic: bic, swift, swift code
        Ssn: ssn, social security, social security number, ss, social, socialsecurity
        Tax: tax, tin, itin, ein, taxpayer, tax id, utr, tfn, ird, nif, nipc, steuer, steuernummer, steuer id, steueridentifikationsnummer
        Tax: identifikationsnummer, idnr, fiscal, codice fiscale, cpf, cuit, cuil, rut, run, rfc, nit, partita iva, btw, nip, afm, αφμ, dic, dič, vergi
        Tax: vergi no, inn, инн, pan, pan card, permanent account, numéro fiscal, contribuinte, skattenummer, davčna, davčna številka, oib
        Company: company, vat, vat id, vat number, ust, ustid, ust idnr, umsatzsteuer, abn, acn, uen, gstin, gst, siren, siret, kvk, ico, ičo, cui, cif, cnpj
        Company: partita, partita iva, brn, business registration, orgnr, organisationsnummer, orgnummer, organisasjonsnummer, registrikood, įmonės kodas, krs
        Company: regon, företag, företaget, handelsregister, hrb, hra, registration number, company number, reg no, y tunnus
        NationalId: national id, national identity, identity, identification, id card, id number, identity card, id code, identity code, citizen, resident
        NationalId: personalausweis, ausweis, ausweisnummer, personnummer, pnr, samordningsnummer, fødselsnummer, fodselsnummer, fnr, cpr, cpr nummer
        NationalId: henkilötunnus, hetu, dni, nie, cédula, cedula, curp, cpf, rg, identidad, documento, bsn, burgerservicenummer, sofinummer
        NationalId: rijksregisternummer, registre national, niss, insz, nir, numéro de sécurité, sécurité sociale, nas, sin, social insurance, pesel, dowód
        NationalId: rodné číslo, rodne cislo, cnp, cod numeric personal, numeric personal, egn, егн, emšo, emso, jmbg, oib, amka, αμκα, isikukood, asmens kodas
        NationalId: personas kods, ahv, avs, ahv nummer, svnr, sozialversicherungsnummer, rentenversicherungsnummer, rvnr, pps, ppsn, nino, national insurance
        NationalId: insurance number, ni number, aadhaar, aadhar, uidai, voter, epic, nric, fin, hkid, mykad, tckn, kimlik, kimlik no, tc kimlik, kişi, teudat
        NationalId: cni, carte nationale d identité, carte d identité, titre de séjour, dowód osobisty, dowodu osobistego, dowód, carte de séjour, niss, seguridad social
        NationalId: n de la seguridad social, ci seria, buletin, občanský průkaz, občianský preukaz, osobní doklad, kimlik kartı, nik, ktp, id kort, identitetskort
        NationalId: henkilökortti, identiteitskaart, kennitala, jmbg, lična karta, osobna iskaznica, ταυτότητας, ταυτότητα, αδτ, ίνν, посвідчення особи, id karte
        NationalId: zehut, emirates id, nik, ktp, nin, rrn, frn, resident registration, my number, mynumber, snils, снилс, паспорт, рнокпп, personal number
        NationalId: personal code, codigo personal, bvn, tnin, thai id, extranjero, permanent resident, sa id, id no
        Id: id
        Medical: mrn, medical record, record number, patient, patient id, patient number, nhs, nhs number, npi, dea, provider identifier, provider, mbi
        Medical: medicare, medicare id, medicaid, health insurance, health card, insurance, insurance no, insurance number, member id, beneficiary, policy
        Medical: kvnr, versichertennr, patientennr, patiëntnr, patiëntnummer, zorgpas, krankenkasse, krankenversicherung, krankenversichertennummer, egk
        Medical: versichertennummer, versicherten, lanr, arztnummer, bsnr, betriebsstättennummer, nhc, historia clínica, historia, cip, nass, episodio
        Medical: ipp, hc, journalnr, journalnummer, journal, fallnummer, fallnr, aufnahmenummer, hospital number, hospital no, unit number, patient ref, episode, admission
        Medical: bpjs, cartão de utente, número de utente, sns, carte vitale, mutuelle, numer karty, karta pacjenta, rodzinny, healthcare number, health number, ohip, phn
        Medical: tarjeta sanitaria, numéro de patient, dossier médical, tessera sanitaria, tessera, chart, ihi, hicn, rx, bkk, aok, patientennummer
        Medical: patientnummer, försäkringsnummer, polis
        Passport: passport, passports, reisepass, pass nr, passnummer, passnr, pasaporte, passeport, passaporto, passaporte, paspoort, paszport, paszportu, pas
        Passport: pasaportes, passeports, reisepässe, pasaporte n, passport nr, cestovný pas, útlevele, паспорта, διαβατήριο, диабатирио, hộ chiếu, paspor, putovnica
        Passport: cestovní pas, útlevél, passi, pasaport, паспорт, passport number, passport no
        Licence: licence, license, drivers, driving, driving licence, driver license, drivers license, fs nr, fsnr, driver licence, driving permit, führerschein, führerscheinnr, fuehrerschein
        Licence: führerscheinnummer, permis, permis de conduire, patente, patente di guida, permiso de conducir, conducir, carnet, carnet de conducir
        Licence: rijbewijs, prawo jazdy, körkort, førerkort, ajokortti, ehliyet, carta de condução, cnh, dl, licence number, license number
        Licence: kørekort, kørekort nr, řidičský průkaz, řidičák, vodičský preukaz, permis de conducere, vezetői engedély, rijbewijsnummer, førerkortnummer, körkortsnummer
        Licence: prawa jazdy, ajokortin, vozačka dozvola, vozniško dovoljenje, шофьорска книжка, juhiluba, водительское удостоверение, права, водійське посвідчення
        Licence: licencia, licencia de conducir, permiso de conducción, dl no, dl number, patente n, numero patente, sürücü belgesi, ausweis führerschein
        Plate: plate, plates, license plate, licence plate, number plate, registration plate, kennzeichen, kfz, nummernschild, immatriculation, plaque
        Plate: matrícula, matricula, placa, targa, kenteken, rejestracyjny, tablica, registreringsnummer, skylt, plaka, plakası, véhicule, vehículo, veicolo
        Plate: fahrzeug, auto, rekisteri, vrm, vehicle registration, reg
        Plate: pkw, lkw, registration, vozidlo, spz, rz, poznávací značka, voiture, coche, samochód, pojazd, rejestracyjne, nr rej, bilen, bil, regnr, гос номер, номерний знак
        Plate: carro, macchina, targata, номер авто, госномер, автомобиль, vehicle, reg no, rego, tag number, licence plates
        Vin: vin, chassis, fahrgestellnummer, fin, vehicle identification
        Imei: imei, imeisv, meid, device id, handset
        Phone: phone, phones, telephone, tel, telefon, mobile, mob, cell, cellphone, call, fax, text, sms, whatsapp, dial, ring, reach, contact, my number
        Phone: your number, her number, his number, number is, international one is, handy, mobil, telefonnummer, rufnummer, téléphone, tél, portable, appelez
        Phone: teléfono, telefono, tlf, tfno, móvil, celular, llame, cellulare, chiamare, telefone, ligue, telemóvel, telefoon, mobiel, bel, komórka, tel kom
        Phone: puhelin, tlf nr, mobiltelefon, telefonas, телефон, тел, sími, phone number, hotline, gsm, voicemail, ext, callback, cep, zadzwoń
        Phone: telefone celular, whatsapp number
        Birth: born, birth, dob, birthday, birthdate, birthdays, date of birth, d o b, geb, geboren, geburtsdatum, geburtstag, né, née, naissance
        Birth: date de naissance, nacido, nacida, nacimiento, fecha de nacimiento, nato, nata, nascita, data di nascita, nascido, nascida, nascimento
        Birth: data de nascimento, geboortedatum, urodzony, urodzona, urodzenia, data urodzenia, född, födelsedatum, født, fødselsdato, syntynyt, syntymäaika
        Birth: narozen, narozena, narození, datum narození, doğum, doğum tarihi, nascut, născut, născută, nașterii, data nașterii, gimimo data, sünniaeg, rojen
        Birth: rojena, rojstva, датa рождения, рождения, родился, родилась, nar, ur, szül, født den, gebdat, geburtsdat, sünd, doğumlu
        Birth: γέννησης, γεννήθηκε, γεννηθείς, народився, народилася, народження, дата народження, lahir, dilahirkan, tanggal lahir, sinh, ngày sinh, rođen, rođena
        Birth: narodený, narodená, datum rođenja, gimė, dzimis, dzimusi, sündinud, født dato, fødselsår, naissances, natalicio, nacimientos, нар, г р, р н, født
        Birth: syntynyt, syntymäpäivä, doğum günü, születési, született, ημ γέννησης, nasc, nac, dt nasc, fecha nac, bday, b day
        Age: age, aged, ages, alter, âge, âgé, âgée, edad, età, idade, leeftijd, wiek, wieku, ålder, alder, ikä, věk, yaş, yaşı, vârsta, возраст
        Password: password, passwd, pwd, pw, pass, passphrase, passcode, pin, passwort, kennwort, mot de passe, contraseña, clave, parola, parola d'ordine
        Password: senha, wachtwoord, hasło, lösenord, adgangskode, passord, salasana, heslo, şifre, пароль, jelszó, wifi, wlan, wi fi
        Password: login password, identified by, lösenordet, passordet, adgangskoden, kodeord, kodeordet, şifrem, şifresi, şifreniz, parolam, parolası, mdp, parolă, lozinka
        Password: geslo, slaptažodis, parool, пароля, κωδικός, κωδικο, mật khẩu, kata sandi, palavra passe, hasła, hasłem, hesla, salasanani, jelszavam, jelszavam
        Password: requirepass, enable secret, enable password, wpa key, wpa2 key, network key, wlan schlüssel, wifi key, wlan key, schlüssel wlan, zugangspasswort, passphrase
        Password: סיסמה, הסיסמה, पासवर्ड, code wifi, clé wifi, seed phrase, recovery phrase, mnemonic, secret phrase, merksatz, startpasswort, initialpasswort
        Secret: key, secret, token, apikey, api key, access key, bearer, auth, credential, private key, client secret
        User: user, username, login, userid, user id, user name, account name, benutzer, benutzername, anmeldename, utilisateur, identifiant, usuario, utente
        User: nome utente, usuário, utilizador, gebruiker, gebruikersnaam, użytkownik, użytkownika, nazwa użytkownika, brukernavn, brugernavn, användarnamn
        User: käyttäjätunnus, kullanıcı adı, usuário, anmeldung, användare, bruker, bruger, käyttäjä, handle, screen name, nickname, nick, uid, kullanıcı
        User: пользователь, логин
        Address: address, addr, street, adresse, anschrift, wohnhaft, dirección, domicilio, indirizzo, residente, endereço, morada, adres, ulica, adress
        Address: osoite, adresa, bydliště, lives, living, deliver, ship, shipping, mailing, home address, adresas, aadress, naslov, adresi, адрес
        Crypto: bitcoin, btc, wallet, ethereum, eth, crypto, monero, xmr, solana, sol, litecoin, ltc, dogecoin, doge, tron, trx, usdt, wallet address, ada
        Crypto: cardano, ripple, xrp
        Version: version, v, ver, release, build, versione, versión, firmware, sdk, driver version, upgrade, upgraded
        Code: employee, emp, staff, badge, personnel, personalnummer, mitarbeiternummer, matricule, empleado, case, case no, docket, matter, aktenzeichen, az
        Code: geschäftszeichen, dossier, expediente, asunto, claim, contract, vertrag, vertragsnummer, contrat, contrato, policy number, customer number
        Code: kundennummer, customer, kunde, kund, client, member, membership, student, student id, matrikelnummer, booking, pnr, reservation, invoice
        Code: rechnung, rechnungsnummer, facture, factura, fattura, ticket, incident, reference, ref, file number, spis, byla, ärende, toimik, cererea, dosar
        Code: receipt, receipt number, recibo, quittung, sinistre, schaden, schadennummer, pcn, payroll, payroll number, vorgang, vorgangsnummer, ordernummer
        Code: bestelnummer, anställningsnummer, medarbejdernummer, variabilní symbol, kundennr, personalnr, mitgliedsnr, mitgliedsnummer, vertragsnr
        Code: rechnungsnr, klantnummer, núm col, ncol, colegiado, licencia, crm, bar number, registration no
        Code: kd nr, kdnr, kundennr, kunden nr, kundnummer, kundenummer, asiakasnumero, numéro client, n client, cliente, client number, codice cliente, código de cliente
        Code: reservation code, booking reference, booking code, confirmation, confirmation number, confirmation code, record locator, buchungsnummer, buchungscode
        Code: réservation, prenotazione, reserva, localizador, docket, file no, file, az, zeichen, unser zeichen, ihr zeichen, gz, dossiernummer, zaaknummer, sagsnummer
        Code: ärendenummer, diarienummer, loyalty, frequent flyer, miles, meter, zähler, zählernummer, meter number, versicherungsschein, versicherungsscheinnummer, police
        Code: polizza, póliza, apólice, polisnummer, skadenummer, sinistro, siniestro, numéro de dossier, n de dossier, proceso, processo, prozessnummer, sygnatura, sygn akt
        Code: spisová značka, personnel no, worker, staff no, dienstnummer, dienstausweis, matricola, legajo, numéro employé, anställningsnr, student number, numéro étudiant
        Code: library card, bibliotheksausweis, parcel, shipment, sendungsnummer, case ref, our ref, your ref, imsi, iccid, sim card, warrant, permit, visa number, asset tag
        Code: enrollment, enrolment, application number, application no, antragsnummer, request number, work order, purchase order, po number, delivery note, lieferschein
        Order: order, bestellung, bestellnummer, commande, pedido, ordine, bestelling, zamówienie, tracking, transaction, shipment, parcel, sendung, colis, auftrag, auftragsnummer
        Order: beställning, tilaus, objednávka, sipariş, comandă, rendelés, auftragsnr, bestellnr, ordre, zamówienia
        Goods: order, orders, sku, part, tracking, serial, isbn, ean, upc, gtin, product, item, batch, lot, commit, hash, sha, checksum, md5, timestamp, epoch
        Goods: bytes, size, offset, line, port, pid, trace, request, span, build, revision, bestellung, bestellnummer, commande, pedido, ordine, bestelling
        Goods: zamówienie, artikel, transaction, txn, tx, block, sequence, seq, counter
        Filler: number, no, nr, num, nummer, numéro, número, numero, numer, n, nº, is, id, ist, est, es, è, code, of, the, my, was, lautet, your, value, und
        Filler: and, für, for, to, with, has
        Month: january, february, march, april, may, june, july, august, september, october, november, december, jan, feb, mar, apr, jun, jul, aug, sep, sept
        Month: oct, nov, dec, januar, jänner, februar, märz, mai, juni, juli, oktober, dezember, mrz, okt, dez, janvier, février, mars, avril, juin, juillet
        Month: août, septembre, octobre, novembre, décembre, janv, févr, avr, juil, enero, febrero, marzo, abril, mayo, junio, julio, agosto, septiembre
        Month: setiembre, octubre, noviembre, diciembre, ene, abr, ago, dic, gennaio, febbraio, aprile, maggio, giugno, luglio, settembre, ottobre, dicembre
        Month: gen, mag, giu, lug, set, ott, janeiro, fevereiro, março, maio, junho, julho, setembro, outubro, novembro, dezembro, fev, out, januari, februari
        Month: maart, mei, augustus, mrt, stycznia, lutego, marca, kwietnia, maja, czerwca, lipca, sierpnia, września, października, listopada, grudnia
        Month: augusti, desember, ocak, şubat, mart, nisan, mayıs, haziran, temmuz, ağustos, eylül, ekim, kasım, aralık, ledna, února, března, dubna, května
        Month: června, července, srpna, září, října, listopadu, prosince
        """;

    /// <summary>Cues in scripts that put no spaces between words: looked for inside a run.</summary>
    private static readonly (string Text, Cue Cue)[] Unspaced =
    [
        ("身份证", Cue.NationalId), ("订单", Cue.Goods), ("身份證", Cue.NationalId), ("電話", Cue.Phone), ("电话", Cue.Phone), ("手机", Cue.Phone), ("手機", Cue.Phone),
            ("联系", Cue.Phone),
        ("護照", Cue.Passport), ("护照", Cue.Passport), ("银行", Cue.Bank), ("账号", Cue.Bank), ("卡号", Cue.Card), ("信用卡", Cue.Card), ("密码", Cue.Password),
            ("密碼", Cue.Password), ("口令", Cue.Password), ("暗証", Cue.Password), ("비번", Cue.Password), ("السر", Cue.Password), ("المرور", Cue.Password), ("ユーザー名", Cue.User),
        ("用户名", Cue.User), ("地址", Cue.Address), ("生日", Cue.Birth), ("出生", Cue.Birth), ("年龄", Cue.Age), ("车牌", Cue.Plate),
        ("マイナンバー", Cue.NationalId), ("個人番号", Cue.NationalId), ("電話番号", Cue.Phone), ("携帯", Cue.Phone), ("パスワード", Cue.Password), ("パスポート", Cue.Passport),
            ("旅券", Cue.Passport),
        ("住所", Cue.Address), ("生年月日", Cue.Birth), ("口座", Cue.Bank), ("普通", Cue.Bank), ("駕照", Cue.Licence), ("驾照", Cue.Licence), ("驾驶证", Cue.Licence), ("면허", Cue.Licence), ("顧客番号", Cue.Code), ("客户编号", Cue.Code), ("客户号", Cue.Code), ("工号", Cue.Code), ("学号", Cue.Code), ("社員番号", Cue.Code), ("사번", Cue.Code), ("고객번호", Cue.Code), ("病历号", Cue.Medical), ("診察券", Cue.Medical), ("환자번호", Cue.Medical), ("医保", Cue.Medical), ("注文番号", Cue.Order), ("订单号", Cue.Order), ("주문번호", Cue.Order), ("予約番号", Cue.Code), ("免許", Cue.Licence), ("クレジットカード", Cue.Card),
        ("주민등록", Cue.NationalId), ("주민번호", Cue.NationalId), ("외국인등록", Cue.NationalId), ("전화", Cue.Phone), ("휴대폰", Cue.Phone), ("연락처", Cue.Phone),
            ("여권", Cue.Passport), ("비밀번호", Cue.Password),
        ("주소", Cue.Address), ("생년월일", Cue.Birth), ("계좌", Cue.Bank), ("운전면허", Cue.Licence), ("사업자등록", Cue.Company),
        ("ประชาชน", Cue.NationalId), ("โทร", Cue.Phone), ("หนังสือเดินทาง", Cue.Passport), ("รหัสผ่าน", Cue.Password), ("ที่อยู่", Cue.Address),
            ("บัญชี", Cue.Bank),
        ("ת.ז", Cue.NationalId), ("זהות", Cue.NationalId), ("טלפון", Cue.Phone), ("דרכון", Cue.Passport), ("هاتف", Cue.Phone), ("جوال", Cue.Phone),
            ("الهوية", Cue.NationalId), ("العمر", Cue.Age), ("الملف", Cue.Medical), ("खाता", Cue.Bank), ("उम्र", Cue.Age), ("आयु", Cue.Age),
            ("جواز", Cue.Passport), ("मतदाता", Cue.NationalId), ("مواليد", Cue.Birth), ("الميلاد", Cue.Birth), ("जन्म", Cue.Birth), ("לידה", Cue.Birth), ("الوظيفي", Cue.Code), ("القضية", Cue.Code), ("العميل", Cue.Code), ("الحساب", Cue.Bank), ("رخصة", Cue.Licence), ("इलेक्ट्रॉनिक", Cue.None), ("ग्राहक", Cue.Code), ("कर्मचारी", Cue.Code), ("लाइसेंस", Cue.Licence), ("계정", Cue.User),
        ("आधार", Cue.NationalId), ("फोन", Cue.Phone), ("मोबाइल", Cue.Phone), ("पैन", Cue.Tax), ("पासपोर्ट", Cue.Passport),
    ];

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
        foreach (var line in Table.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
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

    private static void Add(Dictionary<ulong, Cue> words, ulong key, Cue cue) => words[key] = words.GetValueOrDefault(key) | cue;
}
