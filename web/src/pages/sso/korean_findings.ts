// What the codes of a sign-in's findings mean and what to do, in Korean. In English the server says it (docs/sso-verify.md).

type Words = { what: string; fix: string }

/** By code. */
export const koreanFindings: { [code: string]: Words } = {
  'IN-B64': {
    what: 'base64가 아니어서 메시지를 읽을 수 없습니다.',
    fix: 'SAMLResponse 전체를 표준 base64로 보내세요. 따옴표나 줄 번호 같은 다른 문자가 섞이면 안 됩니다.',
  },
  'IN-URLENC': {
    what: '값이 URL 인코딩된 상태로 한 번 더 들어 있습니다. AWS는 이만큼 디코딩하지 않습니다.',
    fix: '폼에서는 브라우저가 한 번만 인코딩합니다. AssumeRoleWithSAML에는 인코딩하지 않은 base64를 그대로 넘기세요.',
  },
  'IN-B64URL': {
    what: 'base64url 형식입니다. AWS는 표준 base64만 받습니다.',
    fix: '+와 /를 쓰는 표준 base64로 인코딩하세요.',
  },
  'IN-SIZE': {
    what: 'AWS가 받는 크기(base64 100,000자)보다 큽니다.',
    fix: '보내는 속성을 줄이세요. Amazon Connect에 필요 없는 그룹과 역할은 빼도 됩니다.',
  },
  'IN-XML': {
    what: 'XML이 손상되었거나 서명된 메시지에 있으면 안 되는 내용이 들어 있습니다.',
    fix: 'IdP가 만든 그대로 보내세요. 편집기, 포맷터, 프록시가 내용을 건드리면 안 됩니다.',
  },
  'IN-NOT-RESPONSE': {
    what: 'SAML 2.0 Response가 아닙니다.',
    fix: 'samlp:Response 전체를 HTTP-POST로 보내세요. 어설션만 따로, 또는 요청·메타데이터·WS-Federation 토큰을 보내면 안 됩니다.',
  },
  'IN-MULTI': {
    what: '메시지가 두 개 이상입니다.',
    fix: '폼 하나에 SAMLResponse 하나만 보내세요. 여기에는 로그인 한 건씩 넣어 주세요.',
  },
  'IN-ENCRYPTED': {
    what: '어설션이 암호화되어 있어 내용을 판단할 수 없습니다.',
    fix: 'IAM 자격 증명 공급자에 개인 키가 있어야만 읽을 수 있습니다. 내용을 보려면 테스트 로그인에서만 암호화를 끄세요.',
  },
  'IDP-STATUS': {
    what: 'IdP가 로그인을 거부했습니다.',
    fix: 'IdP의 로그를 확인하세요. AWS까지 가지 않았습니다.',
  },
  'SIG-NONE': {
    what: '서명이 없어 누가 보냈는지 AWS가 확인할 수 없습니다.',
    fix: 'IdP에서 어설션 서명을 켜세요. 응답 서명도 함께 켜는 것이 좋습니다.',
  },
  'SIG-ALG-WEAK': {
    what: '더는 쓰지 말아야 할 알고리즘이나 키로 서명했습니다.',
    fix: 'IdP를 RSA-SHA256, 2,048비트 이상 키로 설정하세요.',
  },
  'SIG-BAD-DIGEST': {
    what: '서명한 뒤에 메시지가 바뀌었습니다.',
    fix: '중간에서 무엇이 바꾸는지 찾으세요. 들여쓰기, 재인코딩, 프록시, 편집기가 흔한 원인입니다. 만들어진 그대로 보내야 합니다.',
  },
  'SIG-KEY-UNKNOWN': {
    what: 'IAM 자격 증명 공급자가 모르는 키로 서명했습니다.',
    fix: '우리 IdP의 키가 맞는지 확인한 뒤 현재 메타데이터를 IAM 자격 증명 공급자에 다시 올리세요(UpdateSAMLProvider).',
  },
  'SIG-KEY-ROTATED': {
    what: 'IdP가 IAM 자격 증명 공급자에 등록된 것과 다른(새 또는 이전) 키로 서명했습니다.',
    fix: 'IdP의 현재 메타데이터를 올리세요(UpdateSAMLProvider). 키를 바꾸는 동안에는 두 키를 모두 넣으세요.',
  },
  'SIG-SHAPE': {
    what: '서명이나 그 주변 구조가 정상 IdP에서는 나오지 않고 공격에 쓰이는 형태입니다.',
    fix: '이 메시지를 어디에도 보내지 마세요. IdP가 실제로 이렇게 만들었다면 제조사에 알리세요.',
  },
  'TIME-EXPIRED': {
    what: '메시지의 유효 시간이 지났습니다.',
    fix: '다시 로그인하세요. 그래도 같으면 IdP 시계를 NTP로 맞추고 유효 시간을 5분으로 설정하세요.',
  },
  'TIME-FUTURE': { what: '메시지의 시각이 미래입니다.', fix: 'IdP 시계를 NTP로 맞추세요.' },
  'TIME-OLD5': {
    what: '발급된 지 5분이 넘었습니다. AWS는 5분까지만 받으며, 역할을 고르는 시간도 포함됩니다.',
    fix: '다시 로그인하세요. 모두에게 생기면 IdP 시계가 느린 것입니다. 예전에 저장한 메시지라면 판단 시점을 ‘발급 시각’으로 고르세요.',
  },
  'TIME-SKEW': {
    what: '이 서버와 응답한 서버의 시계가 다릅니다.',
    fix: '두 시계를 NTP로 맞추세요. AWS는 메시지 하나에 모두 5분만 허용합니다.',
  },
  'AWS-RECIPIENT': {
    what: 'Recipient가 메시지를 보내는 AWS 주소와 다릅니다.',
    fix: 'ACS URL, Recipient, Destination을 정확히 https://REGION.signin.aws.amazon.com/saml(인스턴스의 리전, us-east-1은 https://signin.aws.amazon.com/saml)로 설정하세요.',
  },
  'AWS-AUDIENCE': {
    what: 'Audience가 AWS가 아닙니다.',
    fix: 'Audience(SP 엔터티 ID)를 정확히 urn:amazon:webservices로 설정하세요(GovCloud는 urn:amazon:webservices:govcloud).',
  },
  'AWS-PARTITION': {
    what: '서로 다른 AWS 파티션(상용, GovCloud, 중국)의 주소가 섞여 있습니다.',
    fix: '주소, Audience, ARN을 모두 한 파티션으로 맞추세요.',
  },
  'AWS-SUBJCONF-COUNT': {
    what: 'NotOnOrAfter가 있는 bearer SubjectConfirmation이 정확히 하나가 아닙니다.',
    fix: 'IdP가 bearer 방식의 SubjectConfirmation 하나만 Recipient와 NotOnOrAfter를 넣어 보내게 하세요.',
  },
  'AWS-NAMEID': {
    what: 'Subject에 AWS가 쓸 수 있는 NameID가 없습니다.',
    fix: 'Subject를 이메일이나 영구 ID에 매핑하세요. IAM Identity Center에서는 ${user:email} 또는 ${user:subject}입니다.',
  },
  'AWS-ROLE-MISSING': {
    what: 'Role 속성이 없습니다.',
    fix: 'https://aws.amazon.com/SAML/Attributes/Role 속성에 ‘역할 ARN,공급자 ARN’ 값을 넣으세요.',
  },
  'AWS-ROLE-CASE': {
    what: '속성 이름이 AWS가 요구하는 것과 거의 같지만 정확하지 않습니다.',
    fix: '대소문자까지 정확히 쓰세요: https://aws.amazon.com/SAML/Attributes/Role (또는 RoleSessionName).',
  },
  'AWS-ROLE-GRAMMAR': {
    what: 'Role 값이 ‘역할 ARN,공급자 ARN’ 형식이 아닙니다.',
    fix: 'arn:aws:iam::ACCOUNT:role/NAME,arn:aws:iam::ACCOUNT:saml-provider/NAME 형식으로 쓰세요. 공백과 따옴표 없이 쉼표 하나입니다.',
  },
  'AWS-ROLE-ORDER': {
    what: '공급자 ARN이 역할 ARN보다 앞에 있습니다. AWS는 둘 다 받지만 문서에는 역할이 먼저입니다.',
    fix: '고치지 않아도 됩니다. AWS 문서의 순서는 역할이 먼저입니다.',
  },
  'AWS-ROLE-MANY': {
    what: '역할이 여러 개여서 AWS가 사용자에게 하나를 고르게 합니다.',
    fix: 'Amazon Connect에는 Role 값을 하나만 보내세요.',
  },
  'AWS-ROLE-PAIR': {
    what: '요청한 역할과 공급자의 조합이 메시지에 없습니다.',
    fix: '메시지에 있는 조합을 요청하거나, IdP가 이 조합을 보내게 하세요.',
  },
  'AWS-RSN-MISSING': {
    what: 'RoleSessionName이 없거나 비어 있습니다.',
    fix: 'Amazon Connect 로그인 ID를 https://aws.amazon.com/SAML/Attributes/RoleSessionName에 매핑하세요. IAM Identity Center에서는 ${user:email}입니다. 이 사용자의 값이 채워져 있는지도 확인하세요.',
  },
  'AWS-RSN-REGEX': {
    what: 'RoleSessionName에 AWS가 받지 않는 문자가 있거나 길이가 맞지 않습니다.',
    fix: '표시 이름이 아니라 로그인 ID나 짧은 이메일을 보내세요. A-Z a-z 0-9 _ + = , . @ - 로 2~64자, 값은 하나여야 합니다.',
  },
  'AWS-DURATION': {
    what: 'SessionDuration이 900~43200초 사이의 숫자가 아닙니다.',
    fix: '값을 고치거나 빼세요. Amazon Connect 세션은 이 값과 상관없이 12시간입니다.',
  },
  'AWS-TAG-LIMIT': {
    what: 'AWS가 받지 않는 세션 태그가 들어 있습니다.',
    fix: 'PrincipalTag 속성은 50개까지, 키는 1~128자, 값은 하나씩 256자까지 보내세요. TransitiveTagKeys에는 보내는 태그의 키만 쓸 수 있습니다. Amazon Connect에는 태그가 필요 없습니다.',
  },
  'AWS-TAG-NOPERM': {
    what: '메시지에 세션 태그가 있는데 신뢰 정책이 허용하지 않습니다.',
    fix: '역할의 신뢰 정책에서 같은 공급자에 sts:TagSession을 허용하거나 PrincipalTag 속성을 보내지 마세요.',
  },
  'AWS-SRCID-NOPERM': {
    what: '메시지에 SourceIdentity가 있는데 신뢰 정책이 허용하지 않습니다.',
    fix: '역할의 신뢰 정책에서 같은 공급자에 sts:SetSourceIdentity를 허용하거나 이 값을 보내지 마세요.',
  },
  'AWS-SRCID-REGEX': {
    what: 'SourceIdentity에 AWS가 받지 않는 문자가 있거나 길이가 맞지 않습니다.',
    fix: 'A-Z a-z 0-9 _ + = , . @ - 로 2~64자를 aws:로 시작하지 않게 보내거나 빼세요.',
  },
  'IAM-PROVIDER-MISSING': {
    what: '메시지에 있는 공급자가 IAM에 있는 것과 다릅니다.',
    fix: 'IAM에서 공급자 ARN을 복사해 Role 속성에 넣으세요. 이름은 대소문자를 구분합니다.',
  },
  'IAM-ISSUER-MISMATCH': {
    what: 'Issuer가 IAM 자격 증명 공급자에 올린 메타데이터의 entityID와 다릅니다.',
    fix: '한 글자까지 같아야 합니다(http/https, 끝의 슬래시, 애플리케이션 ID). 바로 이 애플리케이션의 메타데이터를 올리세요.',
  },
  'IAM-CERT-MISSING': {
    what: 'IdP가 쓰는 인증서가 IAM 자격 증명 공급자의 메타데이터에 없습니다.',
    fix: 'IdP가 키를 바꾸기 전에 현재 메타데이터를 올리세요(UpdateSAMLProvider).',
  },
  'IAM-PROVIDER-EXPIRES': {
    what: 'IAM 자격 증명 공급자나 서명 인증서가 만료되었거나 곧 만료됩니다.',
    fix: '만료가 더 늦은 메타데이터나 새 인증서를 올리세요(UpdateSAMLProvider). validUntil을 짧게 넣지 마세요.',
  },
  'IAM-METADATA': {
    what: 'IAM이 받지 않는 메타데이터입니다.',
    fix: '다시 내려받으세요. BOM 없는 UTF-8, 1,000자 이상, 서명 인증서(RSA 1,024비트 이상)와 SingleSignOnService가 있는 IDPSSODescriptor여야 합니다.',
  },
  'IAM-ROLE-MISSING': {
    what: '메시지에 있는 역할이 IAM에 있는 것과 다릅니다.',
    fix: 'IAM에서 역할 ARN을 복사해 Role 속성에 넣으세요. 계정, 경로, 대소문자까지 맞아야 합니다. 권한 세트의 역할(AWSReservedSSO_…)은 쓸 수 없습니다.',
  },
  'IAM-TRUST-PRINCIPAL': {
    what: '역할의 신뢰 정책이 이 공급자를 신뢰하지 않습니다.',
    fix: '신뢰 정책의 Principal.Federated를 공급자 ARN으로 설정하세요.',
  },
  'IAM-TRUST-AUD': {
    what: '역할의 신뢰 정책이 메시지의 Recipient를 SAML:aud로 허용하지 않습니다.',
    fix: 'SAML:aud에 실제로 쓰는 주소를 넣으세요. 리전 주소와 https://signin.aws.amazon.com/saml을 모두 넣는 것이 좋습니다.',
  },
  'IAM-TRUST-CONDITION': {
    what: '역할의 신뢰 정책에 있는 조건이 이 메시지를 거부합니다.',
    fix: '표시된 조건을 고치거나, 그 조건에 맞는 값을 IdP가 보내게 하세요.',
  },
  'IAM-POLICY-MISSING': {
    what: '역할에 Amazon Connect에 들어갈 권한이 없습니다.',
    fix: 'arn:aws:connect:REGION:ACCOUNT:instance/INSTANCE_ID/user/${aws:userid}에 connect:GetFederationToken을 허용하는 정책을 연결하세요.',
  },
  'IAM-POLICY-RESOURCE': {
    what: '역할의 권한이 이 인스턴스의 사용자가 아닌 다른 리소스에 대한 것입니다.',
    fix: 'Resource를 인스턴스의 리전, 계정, ID에 맞춰 arn:aws:connect:REGION:ACCOUNT:instance/INSTANCE_ID/user/${aws:userid}로 쓰세요.',
  },
  'IAM-POLICY-VERSION': {
    what: '정책 버전이 ${aws:userid}를 그냥 글자로 취급하는 버전입니다.',
    fix: '정책을 "Version": "2012-10-17"로 시작하세요.',
  },
  'IAM-MAXDURATION': {
    what: 'SessionDuration이 역할이 허용하는 것보다 깁니다.',
    fix: 'SessionDuration을 줄이거나 역할의 최대 세션 기간을 늘리세요.',
  },
  'IAM-SCP': {
    what: '조직 정책이 막고 있을 수 있습니다.',
    fix: 'AWS 조직 관리자에게 이 리전의 STS와 Amazon Connect에 대한 서비스 제어 정책(SCP)을 확인해 달라고 하세요.',
  },
  'CON-INSTANCE-TYPE': {
    what: 'Amazon Connect 인스턴스가 SAML 로그인 방식이 아닙니다. 이 설정은 바꿀 수 없습니다.',
    fix: '자격 증명 관리를 SAML 2.0으로 하여 새 인스턴스를 만드세요.',
  },
  'CON-INSTANCE-REGION': {
    what: '주소의 리전이 인스턴스의 리전과 다릅니다.',
    fix: '릴레이 상태와 정책에 인스턴스의 리전을 쓰세요.',
  },
  'CON-USER-MISSING': {
    what: 'Amazon Connect에 이 로그인 ID를 쓰는 사용자가 없습니다.',
    fix: '로그인 ID가 정확히 같은 사용자를 만들거나 RoleSessionName에 다른 속성을 매핑하세요.',
  },
  'CON-USER-CASE': {
    what: 'Amazon Connect에 사용자가 있지만 대소문자가 다릅니다.',
    fix: '로그인 ID는 대소문자를 구분하므로 똑같이 맞추세요. RoleSessionName에 매핑한 값이나 사용자의 로그인 ID를 바꾸면 됩니다.',
  },
  'CON-USER-CHARS': {
    what: 'AWS는 이 세션 이름을 받지만 Amazon Connect 사용자 이름으로는 쓸 수 없습니다.',
    fix: 'A-Z a-z 0-9 _ . - @ 로 2~64자를 보내세요. @는 이메일 주소 형식일 때만 쓸 수 있습니다.',
  },
  'CON-USER-BOUND': {
    what: '사용자가 다른 역할에 묶여 있습니다.',
    fix: '처음 로그인했던 역할로 로그인하세요. 사용자를 지우고 다시 만들면 이력이 끊깁니다.',
  },
  'CON-RELAY-MISSING': {
    what: 'RelayState가 없어 AWS 콘솔로 이동합니다.',
    fix: '릴레이 상태를 https://REGION.console.aws.amazon.com/connect/federate/INSTANCE_ID로 설정하세요.',
  },
  'CON-RELAY-HOST': {
    what: 'RelayState가 Amazon Connect로 들어가는 AWS 콘솔 주소가 아닙니다.',
    fix: '릴레이 상태를 https://REGION.console.aws.amazon.com/connect/federate/INSTANCE_ID로 설정하세요.',
  },
  'CON-RELAY-ENCODING': {
    what: 'RelayState가 손상되었거나 인코딩이 빠졌거나 여러 번 되어 있습니다.',
    fix: '일반 URL로 쓰고 destination= 값만 한 번 퍼센트 인코딩하세요.',
  },
  'CON-RELAY-INSTANCE': {
    what: 'RelayState에 다른 인스턴스가 있거나 인스턴스가 없습니다.',
    fix: '/connect/federate/ 뒤에 인스턴스 ID를 넣으세요.',
  },
  'CON-ORIGIN': {
    what: '도착 페이지가 인스턴스의 승인된 오리진이 아닙니다.',
    fix: '승인된 오리진에 그 페이지의 오리진을 추가하세요(AssociateApprovedOrigin).',
  },
  'CON-GR-USER': {
    what: '복제 인스턴스의 다른 리전이나 트래픽 분배 그룹에 사용자가 없습니다.',
    fix: '두 리전에 모두 사용자를 만들고 그룹에 넣으세요.',
  },
  'CON-SESSION': {
    what: '인스턴스 주소를 바로 열었거나 12시간이 지났습니다.',
    fix: 'IdP 포털에서 시작하세요. SAML 인스턴스에는 자체 로그인 화면이 없습니다.',
  },
  'LIVE-STS': {
    what: '이 메시지에 대한 AWS의 실제 응답입니다(AssumeRoleWithSAML).',
    fix: '거부했다면 다른 진단 결과를 먼저 해결하세요. 다른 결과가 없으면 AWS 문구로 알 수 있는 원인을 ‘가능한 원인’으로 보여 줍니다.',
  },
  'LIVE-FEDERATE': {
    what: '이 메시지로 들어온 사용자에 대한 Amazon Connect의 실제 응답입니다(GetFederationToken).',
    fix: '거부했다면 다른 진단 결과를 먼저 해결하세요. 다른 결과가 없으면 문구로 알 수 있는 원인을 ‘가능한 원인’으로 보여 줍니다.',
  },
  'IDC-APPLICATION': {
    what: 'IAM Identity Center의 애플리케이션이 AWS 로그인으로 이어지지 않습니다.',
    fix: 'ACS URL은 https://signin.aws.amazon.com/saml(또는 리전 주소), Audience는 urn:amazon:webservices로 설정하고 시작 URL은 비워 두세요.',
  },
  'IDC-ASSIGNMENT': {
    what: '사용자가 애플리케이션에 할당되지 않았거나 매핑한 속성이 비어 있습니다.',
    fix: '사용자나 그 그룹을 할당하고 IAM Identity Center에서 이메일 주소를 채우세요.',
  },
  'WEB-FORM-ACTION': {
    what: '폼을 보내는 페이지가 이동할 주소를 막고 있습니다.',
    fix: '그 페이지의 Content-Security-Policy에서 form-action을 빼거나 AWS 로그인, 콘솔, Amazon Connect 호스트를 모두 넣으세요. 브라우저는 리디렉션에도 적용합니다.',
  },
}

/** What was not judged, by the server's words. */
export const koreanUnchecked: { [english: string]: string } = {
  'the instance and its users: give them as facts': '인스턴스와 사용자: 설정 정보에 없습니다',
  'whether Amazon Connect has the user: give the logins as a fact':
    'Amazon Connect에 사용자가 있는지: 설정 정보에 로그인 ID 목록이 없습니다',
  'the RelayState: give the whole form, or a HAR file': 'RelayState: 폼 전체나 HAR 파일을 넣어야 알 수 있습니다',
  'whether the page to land on is approved: give approved_origins as a fact':
    '도착 페이지가 승인된 오리진인지: 설정 정보에 approved_origins가 없습니다',
  'whether the provider is there: give its ARN as a fact': '공급자가 있는지: 설정 정보에 공급자 ARN이 없습니다',
  "whether the Issuer is the provider's entityID: give its metadata as a fact":
    'Issuer가 공급자의 entityID와 같은지: 설정 정보에 메타데이터가 없습니다',
  'whether the role is there: give its ARN as a fact': '역할이 있는지: 설정 정보에 역할 ARN이 없습니다',
  'whether the role trusts the message: give its trust policy as a fact':
    '역할이 이 메시지를 신뢰하는지: 설정 정보에 신뢰 정책이 없습니다',
  'whether the role may enter the instance: give its policies as a fact':
    '역할이 인스턴스에 들어갈 수 있는지: 설정 정보에 권한 정책이 없습니다',
  "whether the role may enter the instance: give the instance's ARN as a fact":
    '역할이 인스턴스에 들어갈 수 있는지: 설정 정보에 인스턴스 ARN이 없습니다',
  "whether IAM knows the key: give the provider's metadata as a fact":
    'IAM이 서명 키를 아는지: 설정 정보에 메타데이터가 없습니다',
  'whether the encrypted assertion is signed': '암호화된 어설션이 서명되었는지',
  'what the encrypted assertion says': '암호화된 어설션의 내용',
}
